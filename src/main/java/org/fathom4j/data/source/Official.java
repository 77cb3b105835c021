package org.fathom4j.data.source;

import java.util.List;
import java.util.Locale;

/**
 * What is known of a published data set.
 *
 * @param title as shown on figures
 * @param citation what to cite
 * @param classes class names, in order
 * @param train training examples in the official files
 * @param test test examples in the official files
 * @param obtain how a user comes by the files, one line each
 */
record Official(
    String title, String citation, List<String> classes, int train, int test, List<String> obtain) {
  Official {
    classes = List.copyOf(classes);
    obtain = List.copyOf(obtain);
  }

  /** The title, which says so where the files are not the official ones. */
  String title(int foundTrain, int foundTest) {
    return foundTrain == train && foundTest == test
        ? title
        : String.format(
            Locale.ROOT, "%s, not the official split (%,d / %,d)", title, foundTrain, foundTest);
  }
}
