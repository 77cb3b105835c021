package org.fathom4j.data.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.SplitRows;
import org.fathom4j.data.ThreeRows;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Normalization;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.fathom4j.problem.InvalidSpecException;

/**
 * Photos of whole numbers, prepared and split.
 *
 * @param photos training and test photos; or one set, of which both are drawn
 * @param generated numbers drawn by {@code street-numbers} that are trained on beside the photos
 */
record SvhnNumbersPlan(
    DataSpec spec,
    List<NumberPhotos> photos,
    ImageOptions images,
    int generated,
    DataDescription description)
    implements DataPlan {

  @Override
  public DataSplit load() {
    try {
      ImageStore first = NumberPreparation.prepare(photos.get(0));
      return photos.size() == 1 ? drawn(first) : split(first, prepare(photos.get(1)));
    } catch (IOException e) {
      throw new InvalidSpecException(ImagePlan.advice(spec, e));
    }
  }

  private static ImageStore prepare(NumberPhotos photos) throws IOException {
    return NumberPreparation.prepare(photos);
  }

  private DataSplit split(ImageStore training, ImageStore test) {
    SplitRows rows =
        SplitRows.draw(
            training.classes(),
            description.validation(),
            spec.train(),
            SplitRows.Share.PROPORTIONAL,
            spec.seed());
    int[] testRows = SplitRows.test(test.size(), description.test(), spec.seed());
    Normalization normalization = images.normalization(training, rows.train());
    return new DataSplit(
        training(training, rows.train(), normalization),
        examples(training, rows.validation(), normalization),
        examples(test, testRows, normalization),
        info(List.of(training, test), normalization),
        fitted(normalization));
  }

  /** Test examples are set aside first, then validation examples. */
  private DataSplit drawn(ImageStore all) {
    ThreeRows rows =
        ThreeRows.draw(
            all.classes(), description.test(), description.validation(), spec.train(), spec.seed());
    Normalization normalization = images.normalization(all, rows.train());
    return new DataSplit(
        training(all, rows.train(), normalization),
        examples(all, rows.validation(), normalization),
        examples(all, rows.test(), normalization),
        info(List.of(all), normalization),
        fitted(normalization));
  }

  private FittedData fitted(Normalization normalization) {
    FeatureShape.Image stored = NumberPreparation.PREPARED;
    return PictureState.of(
        stored, Sequences.framing(stored, images), Sequences.TARGET, normalization);
  }

  /** Photos first, so that a sample of the training examples is one of photos. */
  private Examples training(ImageStore photos, int[] rows, Normalization normalization) {
    if (generated == 0) {
      return examples(photos, rows, normalization);
    }
    ImageStore all = photos.plus(StreetNumbersPlan.sequences(spec.seed(), generated));
    IntStream drawn = IntStream.range(photos.size(), all.size());
    return examples(all, IntStream.concat(Arrays.stream(rows), drawn).toArray(), normalization);
  }

  private Examples examples(ImageStore store, int[] rows, Normalization normalization) {
    return new ImageExamples(
        store,
        rows,
        Sequences.TARGET,
        Sequences.framing(NumberPreparation.PREPARED, images),
        normalization);
  }

  private DataInfo info(List<ImageStore> stores, Normalization normalization) {
    return new DataInfo(
        spec.name(),
        description.title(),
        SvhnDigitsSource.CITATION,
        description.train(),
        description.validation(),
        description.test(),
        List.of(),
        description.shape().toString(),
        Digests.sha256OfBytes(stores.stream().map(ImageStore::pixels).toList()),
        description.source(),
        Map.of(
            "seed", Long.toString(spec.seed()),
            "normalize", normalization.describe(),
            "generated", Integer.toString(generated),
            "preparation", "box of all digits + 30%, 64x64, 54x54 shown"));
  }
}
