package org.fathom4j.evaluation;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.metrics.ClassTest;
import org.fathom4j.metrics.ClassTest.Mistake;
import org.fathom4j.report.chart.SmallPicture;
import org.fathom4j.report.inspection.Filters;
import org.fathom4j.report.inspection.Inspection;

/** Looks into a trained network: what its test got wrong, and what it learned. */
public final class Inspector {
  private static final int MISTAKES = 24;
  private static final int SIDE = 64;

  /** Pixels of all pictures together: what a page can carry. */
  private static final int PIXELS = 36_000;

  private Inspector() {}

  /**
   * Looks.
   *
   * @param trial its number
   * @param test what a test said of it, on {@code tested}
   * @param typical examples of which a few are shown to it, to see what its units are given
   */
  public static Inspection of(
      int trial,
      MultiLayerNetwork network,
      Optional<ClassTest> test,
      Examples tested,
      Examples typical) {
    return new Inspection(
        trial,
        test.orElse(ClassTest.NONE),
        mistakes(test.orElse(ClassTest.NONE).mistakes(), tested),
        tested.shape() instanceof FeatureShape.Image image
            ? FilterPictures.of(network, image)
            : Filters.NONE,
        SlopeReader.of(network),
        UnitShapes.of(network, typical));
  }

  private static List<String> mistakes(List<Mistake> mistakes, Examples tested) {
    if (!(tested instanceof ImageExamples images)) {
      return List.of();
    }
    int height = images.shape().height();
    int width = images.shape().width();
    SmallPicture blank = new SmallPicture(height, width, new byte[height * width]).within(SIDE);
    int most = Math.min(MISTAKES, PIXELS / (blank.height() * blank.width()));
    return mistakes.stream()
        .limit(most)
        .map(mistake -> new SmallPicture(height, width, images.pixels(mistake.index())))
        .map(picture -> picture.within(SIDE).base64())
        .toList();
  }
}
