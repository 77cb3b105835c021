package org.fathom4j.data.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.ExampleStream;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedData.Levels;
import org.fathom4j.data.FittedData.Pictures;
import org.fathom4j.data.ScoringPlan.Scorable;
import org.fathom4j.data.Target;
import org.fathom4j.data.image.Framing;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Normalization;
import org.fathom4j.problem.Suggestions;

/** How pictures become what a network reads: kept beside it, and applied to whatever it reads. */
final class PictureState {
  private PictureState() {}

  /** Of a training. */
  static Pictures of(
      FeatureShape.Image stored, Framing framing, Target target, Normalization normalization) {
    return new Pictures(
        stored, framing.shape(stored.channels()), target, levels(normalization), framing.crops());
  }

  private static Levels levels(Normalization normalization) {
    if (normalization instanceof Normalization.PerImageMean mean) {
      return new Levels(ImageOptions.PER_IMAGE_MEAN, mean.scale(), List.of(), List.of());
    }
    return normalization instanceof Normalization.Standardize measured
        ? new Levels(ImageOptions.STANDARDIZE, 1, list(measured.mean()), list(measured.deviation()))
        : new Levels(ImageOptions.NONE, 1, List.of(), List.of());
  }

  private static Normalization normalization(Pictures fitted) {
    int channels = fitted.stored().channels();
    Levels levels = fitted.levels();
    return switch (levels.normalize()) {
      case ImageOptions.PER_IMAGE_MEAN -> new Normalization.PerImageMean(channels, levels.scale());
      case ImageOptions.STANDARDIZE ->
          new Normalization.Standardize(array(levels.mean()), array(levels.deviation()));
      default -> new Normalization.None(channels);
    };
  }

  /** Whether the network reads pictures; a problem is recorded otherwise. */
  static Optional<Pictures> pictures(DataSpec spec, FittedData fitted) {
    if (fitted instanceof Pictures pictures) {
      return Optional.of(pictures);
    }
    spec.options().problem("name", "the network reads " + fitted.describe() + ", no pictures");
    return Optional.empty();
  }

  /**
   * Whether the network reads such pictures with such labels; a problem is recorded otherwise.
   *
   * @param stored their size
   * @param target their labels
   */
  static boolean fits(
      DataSpec spec, Pictures fitted, FeatureShape.Image stored, Target target, String title) {
    if (!fitted.stored().equals(stored)) {
      spec.options()
          .problem(
              "name",
              "the network reads examples of %s, those of %s are %s"
                  .formatted(sizes(fitted.shown(), fitted.stored()), title, shown(stored, target)));
      return false;
    }
    if (target instanceof Target.Classes found && fitted.target() instanceof Target.Classes known) {
      List<String> strange =
          found.names().stream().filter(n -> !known.names().contains(n)).toList();
      strange.forEach(
          name ->
              spec.options()
                  .problem(
                      "name",
                      "the network knows no class '%s'%s"
                          .formatted(name, Suggestions.hint(name, known.names()))));
      return strange.isEmpty();
    }
    boolean same = target.equals(fitted.target());
    if (!same) {
      spec.options()
          .problem(
              "name",
              "the network predicts %s, %s has %s"
                  .formatted(kind(fitted.target()), title, kind(target)));
    }
    return same;
  }

  private static String sizes(FeatureShape.Image shown, FeatureShape.Image stored) {
    return shown.equals(stored) ? shown.toString() : shown + " cut out of " + stored;
  }

  private static FeatureShape.Image shown(FeatureShape.Image stored, Target target) {
    return target instanceof Target.Sequence
        ? Sequences.framing(stored).shape(stored.channels())
        : stored;
  }

  private static String kind(Target target) {
    if (target instanceof Target.Classes classes) {
      return classes.width() + " classes";
    }
    return target instanceof Target.Sequence ? "whole numbers" : "numbers";
  }

  /**
   * Pictures as the network sees its own test pictures, their labels by the names of its classes.
   *
   * @param target what the store's labels mean; {@link #fits}
   */
  static Scorable scorable(
      DataSpec spec, Pictures fitted, ImageStore store, Target target, String title) {
    return scorable(spec, fitted, store, target, title, IntStream.range(0, store.size()).toArray());
  }

  /** The same of some pictures. */
  static Scorable scorable(
      DataSpec spec, Pictures fitted, ImageStore store, Target target, String title, int[] rows) {
    ImageStore known = renamed(store, target, fitted.target());
    return new Scorable(examples(fitted, known, rows), spec.name(), title);
  }

  private static ImageExamples examples(Pictures fitted, ImageStore store, int[] rows) {
    Framing framing =
        new Framing(fitted.shown().height(), fitted.shown().width(), 0, false)
            .withCrops(fitted.crops());
    return new ImageExamples(store, rows, fitted.target(), framing, normalization(fitted));
  }

  /**
   * What the network reads of one picture: each of its views.
   *
   * @param pixels of its stored size
   */
  static List<float[]> views(Pictures fitted, byte[] pixels) {
    ImageStore store = new ImageStore(fitted.stored(), pixels, new int[1], 1);
    return ExampleStream.views(examples(fitted, store, new int[1]), 0);
  }

  /** The store with class numbers of the network. */
  private static ImageStore renamed(ImageStore store, Target target, Target known) {
    if (target.equals(known)
        || !(target instanceof Target.Classes from && known instanceof Target.Classes to)) {
      return store;
    }
    int[] numbers = from.names().stream().mapToInt(to.names()::indexOf).toArray();
    int[] labels = new int[store.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = numbers[store.labels()[i]];
    }
    return new ImageStore(store.shape(), store.pixels(), labels, 1);
  }

  /** How many test pictures there are, for a title. */
  static String counted(int test) {
    return String.format(Locale.ROOT, "%,d test examples", test);
  }

  private static List<Double> list(float[] values) {
    List<Double> list = new ArrayList<>();
    for (float value : values) {
      list.add((double) value);
    }
    return list;
  }

  private static float[] array(List<Double> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i).floatValue();
    }
    return array;
  }
}
