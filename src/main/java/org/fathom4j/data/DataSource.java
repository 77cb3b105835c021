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
}
