package org.fathom4j.data.source;

import java.util.List;
import java.util.Optional;
import org.fathom4j.config.Options;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.image.Distortion;
import org.fathom4j.data.image.Framing;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Normalization;

/**
 * Options that every data set of pictures knows.
 *
 * @param normalize per-image-mean, standardize or none
 * @param scale grey levels that become 1, for per-image-mean; 64 unless told
 * @param shift in training, pixels that a picture moves by at random ({@code augment.shift})
 * @param flip in training, whether half of the pictures are mirrored ({@code augment.flip})
 * @param distortion in training, the rest of {@code augment}
 * @param crops of whole numbers: a test looks at so many times so many parts of each picture
 */
record ImageOptions(
    String normalize, double scale, int shift, boolean flip, Distortion distortion, int crops) {
  static final String PER_IMAGE_MEAN = "per-image-mean";
  static final String STANDARDIZE = "standardize";
  static final String NONE = "none";
  private static final double DEFAULT_SCALE = 64;
  private static final double MOST_SHARE = 10;

  static ImageOptions read(Options options, String defaultNormalize) {
    String normalize =
        options.choice("normalize", List.of(PER_IMAGE_MEAN, STANDARDIZE, NONE), defaultNormalize);
    double scale = options.number("scale", 1e-3, 1e6, DEFAULT_SCALE);
    Optional<Options> augment = options.section("augment");
    int shift = augment.map(section -> section.integer("shift", 0, 0)).orElse(0);
    boolean flip = augment.map(section -> section.flag("flip", false)).orElse(false);
    Distortion distortion = augment.map(ImageOptions::distortion).orElse(Distortion.NONE);
    augment.ifPresent(Options::close);
    return new ImageOptions(normalize, scale, shift, flip, distortion, 1);
  }

  /** The same of whole numbers, which show a part of each picture. */
  static ImageOptions ofSequences(Options options, String defaultNormalize) {
    ImageOptions read = read(options, defaultNormalize);
    int crops = options.integer("crops", 1, 1);
    return new ImageOptions(
        read.normalize, read.scale, read.shift, read.flip, read.distortion, crops);
  }

  private static Distortion distortion(Options augment) {
    return new Distortion(
        augment.number("rotate", 0, 180, 0),
        augment.number("scale", 0, MOST_SHARE, 0),
        augment.number("stretch", 0, MOST_SHARE, 0),
        augment.number("contrast", 0, MOST_SHARE, 0),
        augment.number("colour", 0, 255, 0),
        augment.flag("invert", false));
  }

  /** Whole pictures, moved and mirrored in training as asked for. */
  Framing framing(FeatureShape.Image shape) {
    return new Framing(shape.height(), shape.width(), shift, flip, distortion, 1);
  }

  /** The same for every split; statistics are those of the training rows. */
  Normalization normalization(ImageStore training, int[] rows) {
    int channels = training.shape().channels();
    return switch (normalize) {
      case PER_IMAGE_MEAN -> new Normalization.PerImageMean(channels, scale);
      case STANDARDIZE -> Normalization.Standardize.of(training, rows);
      default -> new Normalization.None(channels);
    };
  }
}
