package org.fathom4j.data;

import java.util.Optional;
import org.fathom4j.config.DataSpec;

/** One kind of data set: reads its options and knows how to come by its examples. */
public interface DataSource {
  /** The name in the YAML. */
  String name();

  /** One line for {@code ./fathom data list}. */
  String summary();

  /**
   * Reads the options and looks at the files' headers, at no cost worth mentioning.
   *
   * @return empty where a problem was recorded in the options of {@code spec}
   */
  Optional<DataPlan> plan(DataSpec spec, DataPlaces places);
}
