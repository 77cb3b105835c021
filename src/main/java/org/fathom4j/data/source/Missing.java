package org.fathom4j.data.source;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.config.DataSpec;

/** The message for a data set that cannot be had: every place tried, and what to do. */
final class Missing {
  private Missing() {}

  static void report(DataSpec spec, Official official, FileSearch search) {
    spec.options()
        .problem(spec.dir().isPresent() ? "dir" : "name", message(spec, official, search));
  }

  static String message(DataSpec spec, Official official, FileSearch search) {
    List<String> lines = new ArrayList<>();
    lines.add(spec.name() + " was not found. Tried:");
    search.tried().forEach(place -> lines.add("  " + place));
    lines.add("Do one of these:");
    official.obtain().forEach(way -> lines.add("  " + way));
    lines.add("  fetch it: ./fathom data fetch " + spec.name());
    lines.add("  name the folder that holds its files: data.dir=FOLDER");
    return String.join("\n", lines);
  }
}
