package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedData.Pictures;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.data.SplitRows;
import org.fathom4j.data.Target;
import org.fathom4j.data.fetch.RemoteFile;

/**
 * SVHN, format 2: digits cut from photos of house numbers. The validation split is the usual one,
 * the same number of each class (6,000 of train and extra in the literature).
 */
final class SvhnDigitsSource implements DataSource {
  static final String CITATION =
      "Netzer, Wang, Coates, Bissacco, Wu, Ng: Reading digits in natural images with unsupervised"
          + " feature learning, NIPS workshop 2011; for non-commercial use only";
  static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  private static final WantedFile TRAIN = WantedFile.exactly("train_32x32.mat");
  private static final WantedFile TEST = WantedFile.exactly("test_32x32.mat");
  private static final WantedFile EXTRA = WantedFile.exactly("extra_32x32.mat");
  private static final int EXTRA_COUNT = 531_131;
  private static final Official OFFICIAL =
      new Official(
          "SVHN digits",
          CITATION,
          DIGITS,
          new FeatureShape.Image(32, 32, 3),
          73_257,
          26_032,
          List.of());

  private final KnownOrigins origins = new KnownOrigins();

  @Override
  public String name() {
    return "svhn-digits";
  }

  @Override
  public String summary() {
    return "digits on photos of house numbers, 32x32 colour, 73,257 / 26,032 (non-commercial use)";
  }

  @Override
  public List<RemoteFile> remote(DataSpec spec) {
    List<RemoteFile> files =
        new ArrayList<>(List.of(PublishedFiles.svhnTrainDigits(), PublishedFiles.svhnTestDigits()));
    if (spec.options().flag("extra", false)) {
      files.add(PublishedFiles.svhnExtraDigits());
    }
    return files;
  }

  @Override
  public Optional<DataPlan> plan(DataSpec spec, DataPlaces places) {
    ImageOptions options = ImageOptions.read(spec.options(), ImageOptions.PER_IMAGE_MEAN);
    boolean extra = spec.options().flag("extra", false);
    List<WantedFile> wanted = new ArrayList<>(List.of(TRAIN, TEST));
    if (extra) {
      wanted.add(EXTRA);
    }
    FileSearch search = FileSearch.of(spec, places, wanted);
    Official official = official(extra);
    if (search.folder().isEmpty()) {
      if (damaged(spec, wanted)) {
        return Optional.empty();
      }
      return official
          .missing(spec, places, search, remote(spec))
          .plan(
              options.framing(official.shape()).shape(official.shape().channels()),
              new Target.Classes(official.classes()),
              new int[] {official.train(), official.test()},
              () -> plan(spec, places));
    }
    MatImageFiles files =
        new MatImageFiles(
            search.file(TRAIN.name()),
            search.file(TEST.name()),
            extra ? Optional.of(search.file(EXTRA.name())) : Optional.empty());
    return ImagePlan.of(
        spec,
        official,
        files,
        options,
        SplitRows.Share.EQUAL,
        paths -> origins.of(paths, remote(spec), Map.of()));
  }

  @Override
  public Optional<ScoringPlan> scoring(DataSpec spec, FittedData fitted, DataPlaces places) {
    ImageOptions.read(spec.options(), ImageOptions.PER_IMAGE_MEAN);
    spec.options().flag("extra", false);
    return PictureState.pictures(spec, fitted).flatMap(known -> test(spec, known, places));
  }

  private Optional<ScoringPlan> test(DataSpec spec, Pictures fitted, DataPlaces places) {
    FileSearch search = FileSearch.of(spec, places, List.of(TEST));
    List<RemoteFile> published = List.of(PublishedFiles.svhnTestDigits());
    if (search.folder().isEmpty()) {
      return OFFICIAL
          .missing(spec, places, search, published)
          .scoring(() -> test(spec, fitted, places));
    }
    try {
      return MatImageFiles.test(search.file(TEST.name()))
          .plan(spec, fitted, OFFICIAL, paths -> origins.of(paths, published, Map.of()));
    } catch (IOException e) {
      return ImagePlan.refused(spec, e);
    }
  }

  /**
   * Whether a file of an incomplete {@code data.dir} is damaged, which is then told before what is
   * missing.
   */
  private static boolean damaged(DataSpec spec, List<WantedFile> wanted) {
    if (spec.dir().isEmpty()) {
      return false;
    }
    for (WantedFile file : wanted) {
      try {
        Optional<Path> found = file.in(spec.dir().get());
        if (found.isPresent()) {
          MatImageFiles.extent(found.get());
        }
      } catch (IOException damage) {
        spec.options().problem("dir", ImagePlan.advice(spec, damage));
        return true;
      }
    }
    return false;
  }

  private static Official official(boolean extra) {
    return extra
        ? new Official(
            OFFICIAL.title() + " with extra",
            CITATION,
            OFFICIAL.classes(),
            OFFICIAL.shape(),
            OFFICIAL.train() + EXTRA_COUNT,
            OFFICIAL.test(),
            OFFICIAL.obtain())
        : OFFICIAL;
  }
}
