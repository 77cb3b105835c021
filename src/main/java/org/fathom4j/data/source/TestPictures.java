package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData.Pictures;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.data.SplitRows;
import org.fathom4j.data.Target;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.problem.InvalidSpecException;

/**
 * The test pictures of a published data set, without those that it is trained on.
 *
 * @param shape of a picture
 * @param count how many there are
 * @param paths of the files that hold them
 * @param reading reads them
 */
record TestPictures(FeatureShape.Image shape, int count, List<Path> paths, Reading reading) {

  /** Reads pictures. */
  interface Reading {
    /** All of them. */
    ImageStore read() throws IOException;
  }

  /** For a stored network; empty where a problem was recorded. */
  Optional<ScoringPlan> plan(
      DataSpec spec, Pictures fitted, Official official, ImagePlan.Origins origins)
      throws IOException {
    String title = origins.of(paths).title(official.title(), PictureState.counted(count));
    Target target = new Target.Classes(official.classes());
    return PictureState.fits(spec, fitted, shape, target, title)
        ? Optional.of(() -> load(spec, fitted, target, title))
        : Optional.empty();
  }

  private ScoringPlan.Scorable load(DataSpec spec, Pictures fitted, Target target, String title) {
    try {
      ImageStore store = reading.read();
      int[] rows = SplitRows.test(store.size(), spec.test().of(store.size()), spec.seed());
      return PictureState.scorable(spec, fitted, store, target, title, rows);
    } catch (IOException e) {
      throw new InvalidSpecException(ImagePlan.advice(spec, e));
    }
  }
}
