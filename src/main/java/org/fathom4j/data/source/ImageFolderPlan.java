package org.fathom4j.data.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.SplitRows;
import org.fathom4j.data.Target;
import org.fathom4j.data.ThreeRows;
import org.fathom4j.data.fetch.FetchProgress;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Normalization;
import org.fathom4j.data.source.FolderReading.Remarks;
import org.fathom4j.metrics.SweepRecord.DataInfo;

/** Pictures of one's own that were read. */
record ImageFolderPlan(
    DataSpec spec,
    Found found,
    ImageOptions images,
    FetchProgress progress,
    DataDescription description)
    implements DataPlan {

  /**
   * What the folder holds.
   *
   * @param training pictures to train on; all, where the split is not given
   * @param test pictures of a given split
   * @param aside files that belong to no class
   */
  record Found(
      List<String> classes,
      ImageStore training,
      Optional<ImageStore> test,
      Remarks remarks,
      List<Path> aside) {}

  static Optional<DataPlan> of(
      DataSpec spec, Found found, ImageOptions images, FetchProgress progress) {
    int all = found.training.size();
    Path dir = spec.dir().orElseThrow();
    FeatureShape.Image shape = found.training.shape();
    return found
        .test
        .map(test -> Counts.fit(spec, all, test.size(), Counts.OWN))
        .orElseGet(() -> Counts.drawn(spec, all, Counts.OWN))
        .map(
            counts ->
                new ImageFolderPlan(
                    spec,
                    found,
                    images,
                    progress,
                    new DataDescription(
                        spec.name(),
                        "pictures in " + dir.toAbsolutePath().normalize().getFileName(),
                        images.framing(shape).shape(shape.channels()),
                        new Target.Classes(found.classes),
                        counts.train(),
                        counts.validation(),
                        counts.test(),
                        dir.toAbsolutePath().toString())));
  }

  @Override
  public DataSplit load() {
    BadRecords.tell(found.remarks.bad(), progress);
    if (!found.aside.isEmpty()) {
      progress.note("in no class's folder, not read: " + PictureFolder.named(found.aside));
    }
    found.remarks.lines().forEach(progress::note);
    return found.test.map(this::split).orElseGet(this::drawn);
  }

  /** Test examples are set aside first, then validation examples. */
  private DataSplit drawn() {
    ImageStore all = found.training;
    ThreeRows rows =
        ThreeRows.draw(
            all.classes(), description.test(), description.validation(), spec.train(), spec.seed());
    return split(rows, all);
  }

  private DataSplit split(ImageStore test) {
    SplitRows rows =
        SplitRows.draw(
            found.training.classes(),
            description.validation(),
            spec.train(),
            SplitRows.Share.PROPORTIONAL,
            spec.seed());
    int[] testRows = SplitRows.test(test.size(), description.test(), spec.seed());
    return split(new ThreeRows(rows.train(), rows.validation(), testRows), test);
  }

  private DataSplit split(ThreeRows rows, ImageStore test) {
    Normalization normalization = images.normalization(found.training, rows.train());
    return new DataSplit(
        examples(found.training, rows.train(), normalization),
        examples(found.training, rows.validation(), normalization),
        examples(test, rows.test(), normalization),
        info(normalization),
        PictureState.of(
            found.training.shape(),
            images.framing(found.training.shape()),
            description.target(),
            normalization));
  }

  private Examples examples(ImageStore store, int[] rows, Normalization normalization) {
    return new ImageExamples(
        store, rows, description.target(), images.framing(store.shape()), normalization);
  }

  private DataInfo info(Normalization normalization) {
    Map<String, String> facts = new HashMap<>();
    facts.put("seed", Long.toString(spec.seed()));
    facts.put("normalize", normalization.describe());
    facts.put("split", found.test.isPresent() ? "given: train/ and test/" : "drawn by seed");
    if (!found.remarks.bad().isEmpty()) {
      facts.put("skipped", BadRecords.named(found.remarks.bad()));
    }
    if (!found.remarks.lines().isEmpty()) {
      facts.put("pictures", String.join("; ", found.remarks.lines()));
    }
    List<byte[]> pixels = new ArrayList<>(List.of(found.training.pixels()));
    found.test.map(ImageStore::pixels).ifPresent(pixels::add);
    return new DataInfo(
        spec.name(),
        description.title(),
        "",
        description.train(),
        description.validation(),
        description.test(),
        found.classes,
        description.shape().toString(),
        Digests.sha256OfBytes(pixels),
        description.source(),
        facts);
  }
}
