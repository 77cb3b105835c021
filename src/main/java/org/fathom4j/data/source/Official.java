package org.fathom4j.data.source;

import java.util.List;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.fetch.RemoteFile;

/**
 * What is known of a published data set.
 *
 * @param title as shown on figures
 * @param citation what to cite
 * @param classes class names, in order
 * @param shape of a picture
 * @param train training examples in the official files
 * @param test test examples in the official files
 * @param obtain ways to come by the files besides fetching, one line each
 */
record Official(
    String title,
    String citation,
    List<String> classes,
    FeatureShape.Image shape,
    int train,
    int test,
    List<String> obtain) {
  Official {
    classes = List.copyOf(classes);
    obtain = List.copyOf(obtain);
  }

  /** What to say, or to plan, where the files are in none of the places. */
  Missing missing(DataSpec spec, DataPlaces places, FileSearch search, List<RemoteFile> remote) {
    return new Missing(spec, places, title, search, obtain, remote);
  }
}
