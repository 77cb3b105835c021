package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.SplitRows;
import org.fathom4j.data.Target;
import org.fathom4j.data.format.DamagedFileException;
import org.fathom4j.data.image.Framing;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Normalization;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.fathom4j.problem.InvalidSpecException;

/** A checked data section of pictures in files. */
record ImagePlan(
    DataSpec spec,
    Official official,
    ImageFiles files,
    ImageOptions options,
    SplitRows.Share share,
    ImageFiles.Header header,
    FileOrigin origin,
    DataDescription description)
    implements DataPlan {

  /** Tells where files come from. */
  interface Origins {
    /** The origin of these files. */
    FileOrigin of(List<Path> files) throws IOException;
  }

  /** Checks headers, origin and counts; empty where a problem was recorded. */
  static Optional<DataPlan> of(
      DataSpec spec,
      Official official,
      ImageFiles files,
      ImageOptions options,
      SplitRows.Share share,
      Origins origins) {
    try {
      ImageFiles.Header header = files.header();
      FileOrigin origin = origins.of(files.paths());
      return Counts.fit(spec, header.training(), header.test(), Counts.PUBLISHED)
          .map(
              counts ->
                  new ImagePlan(
                      spec,
                      official,
                      files,
                      options,
                      share,
                      header,
                      origin,
                      new DataDescription(
                          spec.name(),
                          origin.title(official.title(), header.training(), header.test()),
                          options.framing(header.shape()).shape(header.shape().channels()),
                          new Target.Classes(official.classes()),
                          counts.train(),
                          counts.validation(),
                          counts.test(),
                          String.valueOf(files.paths().get(0).getParent()))));
    } catch (IOException e) {
      return refused(spec, e);
    }
  }

  /** Records that files cannot be read. */
  static <T> Optional<T> refused(DataSpec spec, IOException e) {
    spec.options().problem(spec.dir().isPresent() ? "dir" : "name", advice(spec, e));
    return Optional.empty();
  }

  @Override
  public DataSplit load() {
    try {
      ImageStore training = files.training();
      ImageStore test = files.test();
      SplitRows rows = rows(training);
      int[] testRows = SplitRows.test(test.size(), description.test(), spec.seed());
      Framing framing = options.framing(training.shape());
      Normalization normalization = options.normalization(training, rows.train());
      Target target = description.target();
      return new DataSplit(
          new ImageExamples(training, rows.train(), target, framing, normalization),
          new ImageExamples(training, rows.validation(), target, framing, normalization),
          new ImageExamples(test, testRows, target, framing, normalization),
          info(training, test, normalization),
          PictureState.of(training.shape(), framing, target, normalization));
    } catch (IOException e) {
      throw new InvalidSpecException(advice(spec, e));
    }
  }

  private SplitRows rows(ImageStore training) {
    int[] classes = training.classes();
    return header.extra() == 0
        ? SplitRows.draw(classes, description.validation(), spec.train(), share, spec.seed())
        : SplitRows.drawWithExtra(
            classes, header.extra(), description.validation(), spec.train(), spec.seed());
  }

  private DataInfo info(ImageStore training, ImageStore test, Normalization normalization)
      throws IOException {
    Map<String, String> facts =
        Map.of(
            "seed", Long.toString(spec.seed()),
            "normalize", normalization.describe(),
            "files",
                String.format(
                    Locale.ROOT,
                    "%d training and %d test examples (official: %d and %d)",
                    training.size(),
                    test.size(),
                    official.train(),
                    official.test()));
    return new DataInfo(
        spec.name(),
        description.title(),
        origin.citation(official),
        description.train(),
        description.validation(),
        description.test(),
        official.classes(),
        description.shape().toString(),
        Digests.sha256(files.paths()),
        description.source(),
        facts);
  }

  static String advice(DataSpec spec, IOException e) {
    return e instanceof DamagedFileException
        ? e.getMessage() + "; fetch it anew: ./fathom data fetch " + spec.name()
        : String.valueOf(e.getMessage());
  }
}
