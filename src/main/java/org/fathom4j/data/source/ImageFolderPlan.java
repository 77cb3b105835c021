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
import org.fathom4j.data.FoldedPlan;
import org.fathom4j.data.SplitRows;
import org.fathom4j.data.Target;
import org.fathom4j.data.ThreeRows;
import org.fathom4j.data.fetch.FetchProgress;
import org.fathom4j.data.fetch.Once;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Normalization;
import org.fathom4j.data.source.FolderReading.Remarks;
import org.fathom4j.metrics.SweepRecord.DataInfo;

/** Pictures of one's own that were read. */
record ImageFolderPlan(
    DataSpec spec,
    Found found,
    ThreeRows rows,
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
    FetchProgress once = new Once(progress);
    Optional<List<ThreeRows>> drawn =
        found
            .test
            .map(test -> given(spec, found.training, test))
            .orElseGet(() -> OneSet.ofClasses(spec, found.training.classes(), found.classes));
    List<DataPlan> plans =
        drawn.stream()
            .flatMap(List::stream)
            .<DataPlan>map(rows -> of(spec, found, rows, images, once))
            .toList();
    if (plans.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(spec.folds() == 0 ? plans.get(0) : new FoldedPlan(plans));
  }

  /** Test pictures are those of their folder; validation pictures are drawn from the others. */
  private static Optional<List<ThreeRows>> given(
      DataSpec spec, ImageStore training, ImageStore test) {
    return Counts.fit(spec, training.size(), test.size(), Counts.OWN)
        .map(
            counts -> {
              SplitRows rows =
                  SplitRows.draw(
                      training.classes(),
                      counts.validation(),
                      spec.train(),
                      SplitRows.Share.PROPORTIONAL,
                      spec.seed());
              int[] testRows = SplitRows.test(test.size(), counts.test(), spec.seed());
              return List.of(new ThreeRows(rows.train(), rows.validation(), testRows));
            });
  }

  private static ImageFolderPlan of(
      DataSpec spec, Found found, ThreeRows rows, ImageOptions images, FetchProgress progress) {
    Path dir = spec.dir().orElseThrow();
    FeatureShape.Image shape = found.training.shape();
    return new ImageFolderPlan(
        spec,
        found,
        rows,
        images,
        progress,
        new DataDescription(
            spec.name(),
            "pictures in " + dir.toAbsolutePath().normalize().getFileName(),
            images.framing(shape).shape(shape.channels()),
            new Target.Classes(found.classes),
            rows.train().length,
            rows.validation().length,
            rows.test().length,
            dir.toAbsolutePath().toString()));
  }

  @Override
  public DataSplit load() {
    BadRecords.tell(found.remarks.bad(), progress);
    if (!found.aside.isEmpty()) {
      progress.note("in no class's folder, not read: " + PictureFolder.named(found.aside));
    }
    found.remarks.lines().forEach(progress::note);
    Normalization normalization = images.normalization(found.training, rows.train());
    return new DataSplit(
        examples(found.training, rows.train(), normalization),
        examples(found.training, rows.validation(), normalization),
        examples(found.test.orElse(found.training), rows.test(), normalization),
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
    facts.put(
        "split", found.test.isPresent() ? "given: train/ and test/" : OneSet.describe(spec, true));
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
