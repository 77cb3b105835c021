package org.fathom4j.data.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.Target;
import org.fathom4j.data.ThreeRows;
import org.fathom4j.data.fetch.FetchProgress;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Normalization;
import org.fathom4j.metrics.SweepRecord.DataInfo;

/** Pictures of one's own that were read. */
record ImageFolderPlan(
    DataSpec spec,
    ImageStore store,
    ImageOptions images,
    List<String> bad,
    FetchProgress progress,
    DataDescription description)
    implements DataPlan {

  static Optional<DataPlan> of(
      DataSpec spec,
      List<String> classes,
      ImageStore store,
      ImageOptions images,
      List<String> bad,
      FetchProgress progress) {
    int test = ThreeRows.testSize(store.size(), spec.test());
    String folder = spec.dir().orElseThrow().toString();
    return Counts.fit(spec, store.size() - test, test)
        .map(
            counts ->
                new ImageFolderPlan(
                    spec,
                    store,
                    images,
                    bad,
                    progress,
                    new DataDescription(
                        spec.name(),
                        "pictures in " + folder,
                        images.framing(store.shape()).shape(store.shape().channels()),
                        new Target.Classes(classes),
                        counts.train(),
                        counts.validation(),
                        counts.test(),
                        folder)));
  }

  @Override
  public DataSplit load() {
    BadRecords.tell(bad, progress);
    ThreeRows rows =
        ThreeRows.draw(
            store.classes(), description.test(), spec.validation(), spec.train(), spec.seed());
    Normalization normalization = images.normalization(store, rows.train());
    return new DataSplit(
        examples(rows.train(), normalization),
        examples(rows.validation(), normalization),
        examples(rows.test(), normalization),
        info(normalization),
        PictureState.of(
            store.shape(), images.framing(store.shape()), description.target(), normalization));
  }

  private Examples examples(int[] rows, Normalization normalization) {
    return new ImageExamples(
        store, rows, description.target(), images.framing(store.shape()), normalization);
  }

  private DataInfo info(Normalization normalization) {
    Map<String, String> facts = new HashMap<>();
    facts.put("seed", Long.toString(spec.seed()));
    facts.put("normalize", normalization.describe());
    if (!bad.isEmpty()) {
      facts.put("skipped", BadRecords.named(bad));
    }
    return new DataInfo(
        spec.name(),
        description.title(),
        "",
        description.train(),
        description.validation(),
        description.test(),
        ((Target.Classes) description.target()).names(),
        description.shape().toString(),
        Digests.sha256OfBytes(List.of(store.pixels())),
        description.source(),
        facts);
  }
}
