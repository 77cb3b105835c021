package org.fathom4j.data;

import java.util.List;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.fetch.RemoteFile;

/** One kind of data set: reads its options and knows how to come by its examples. */
public interface DataSource {
  /** The name in the YAML. */
  String name();

  /** One line for {@code ./fathom data list}. */
  String summary();

  /**
   * The published files; empty where there is nothing to fetch.
   *
   * @param spec may ask for more or fewer of them
   */
  List<RemoteFile> remote(DataSpec spec);

  /**
   * Reads the options and looks at the files' headers, at no cost worth mentioning.
   *
   * @return empty where a problem was recorded in the options of {@code spec}
   */
  Optional<DataPlan> plan(DataSpec spec, DataPlaces places);

  /**
   * The same for scoring a stored network: everything of the set that can be scored, and no file
   * that only a training needs. How examples become what the network reads is the network's own
   * affair; options of {@code spec} that would decide it are passed over.
   *
   * @param fitted what the network knows of its data
   * @return empty where a problem was recorded in the options of {@code spec}
   */
  Optional<ScoringPlan> scoring(DataSpec spec, FittedData fitted, DataPlaces places);

  /**
   * The same for asking a stored network about examples, of which no label need be known.
   *
   * @param fitted what the network knows of its data
   * @return empty where a problem was recorded in the options of {@code spec}
   */
  default Optional<PredictionPlan> predicting(DataSpec spec, FittedData fitted, DataPlaces places) {
    return scoring(spec, fitted, places)
        .map(plan -> () -> ExampleStream.of(plan.load().examples()));
  }
}
