package org.fathom4j.data.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData.Pictures;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.data.Seeds;
import org.fathom4j.data.Target;
import org.fathom4j.data.image.Framing;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Normalization;
import org.fathom4j.data.streetnumbers.StreetNumbers;
import org.fathom4j.data.streetnumbers.StreetNumbersOptions;
import org.fathom4j.data.streetnumbers.StreetNumbersOptions.Task;
import org.fathom4j.metrics.SweepRecord.DataInfo;

/** Generated pictures: training, validation and test pictures come from seeds of their own. */
record StreetNumbersPlan(
    DataSpec spec,
    StreetNumbersOptions drawing,
    ImageOptions images,
    Framing framing,
    DataDescription description)
    implements DataPlan {
  private static final int TRAIN_STREAM = 11;
  private static final int VALIDATION_STREAM = 12;
  private static final int TEST_STREAM = 13;

  @Override
  public DataSplit load() {
    StreetNumbers generator = new StreetNumbers(drawing);
    ImageStore train = draw(generator, TRAIN_STREAM, description.train());
    ImageStore validation = draw(generator, VALIDATION_STREAM, description.validation());
    ImageStore test = draw(generator, TEST_STREAM, description.test());
    Normalization normalization = images.normalization(train, all(train));
    return new DataSplit(
        examples(train, normalization),
        examples(validation, normalization),
        examples(test, normalization),
        info(List.of(train, validation, test), normalization),
        PictureState.of(train.shape(), framing, description.target(), normalization));
  }

  /** The test pictures for a stored network; empty where a problem was recorded. */
  Optional<ScoringPlan> scoring(Pictures fitted) {
    int side = drawing.task().side();
    Target target = description.target();
    String title = description.title();
    return PictureState.fits(spec, fitted, new FeatureShape.Image(side, side, 3), target, title)
        ? Optional.of(
            () -> {
              ImageStore test = draw(new StreetNumbers(drawing), TEST_STREAM, description.test());
              return PictureState.scorable(spec, fitted, test, target, title);
            })
        : Optional.empty();
  }

  private Examples examples(ImageStore store, Normalization normalization) {
    return new ImageExamples(store, all(store), description.target(), framing, normalization);
  }

  private static int[] all(ImageStore store) {
    return IntStream.range(0, store.size()).toArray();
  }

  private ImageStore draw(StreetNumbers generator, int stream, int count) {
    return draw(generator, drawing.task(), Seeds.of(spec.seed(), stream), count);
  }

  /** Whole numbers to train on, as this data set draws them. */
  static ImageStore sequences(long seed, int count) {
    StreetNumbersOptions drawing =
        new StreetNumbersOptions(Task.SEQUENCE, StreetNumbersOptions.TUNED, false);
    return draw(new StreetNumbers(drawing), Task.SEQUENCE, Seeds.of(seed, TRAIN_STREAM), count);
  }

  private static ImageStore draw(StreetNumbers generator, Task task, long seed, int count) {
    int side = task.side();
    FeatureShape.Image shape = new FeatureShape.Image(side, side, 3);
    boolean sequence = task == Task.SEQUENCE;
    int width = sequence ? Sequences.TARGET.width() : 1;
    byte[] pixels = new byte[ImageStore.bytes(count, shape)];
    int[] labels = new int[count * width];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              byte[] rgb = new byte[shape.size()];
              generator.render(seed, i, rgb, 0);
              ImageStore.toPlanes(rgb, shape, pixels, i * shape.size());
              if (sequence) {
                Sequences.label(generator.digits(seed, i), labels, i * width);
              } else {
                labels[i] = generator.label(seed, i);
              }
            });
    return new ImageStore(shape, pixels, labels, width);
  }

  private DataInfo info(List<ImageStore> stores, Normalization normalization) {
    List<String> classes =
        description.target() instanceof Target.Classes named ? named.names() : List.of();
    return new DataInfo(
        spec.name(),
        description.title(),
        "",
        description.train(),
        description.validation(),
        description.test(),
        classes,
        description.shape().toString(),
        Digests.sha256OfBytes(stores.stream().map(ImageStore::pixels).toList()),
        description.source(),
        Map.of(
            "seed", Long.toString(spec.seed()),
            "difficulty", Double.toString(drawing.difficulty()),
            "normalize", normalization.describe()));
  }
}
