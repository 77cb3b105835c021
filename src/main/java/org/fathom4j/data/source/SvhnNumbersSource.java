package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedData.Pictures;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.data.SplitRows;
import org.fathom4j.data.ThreeRows;
import org.fathom4j.data.fetch.RemoteFile;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.problem.InvalidSpecException;

/**
 * SVHN, format 1: photos of whole house numbers. A folder that holds a digitStruct.mat itself is
 * one set of photos, of which test examples are drawn by seed.
 */
final class SvhnNumbersSource implements DataSource {
  private static final String TRAIN = "train";
  private static final String TEST = "test";
  private static final Official OFFICIAL =
      new Official(
          "SVHN numbers",
          SvhnDigitsSource.CITATION,
          List.of(),
          NumberPreparation.PREPARED,
          33_402,
          13_068,
          List.of());

  @Override
  public String name() {
    return "svhn-numbers";
  }

  @Override
  public String summary() {
    return "whole numbers on photos of houses, 64x64 colour, 33,402 / 13,068 (non-commercial use)";
  }

  @Override
  public List<RemoteFile> remote(DataSpec spec) {
    return PublishedFiles.svhnNumbers();
  }

  @Override
  public Optional<DataPlan> plan(DataSpec spec, DataPlaces places) {
    ImageOptions images = ImageOptions.ofSequences(spec.options(), ImageOptions.PER_IMAGE_MEAN);
    if (isOneSet(spec)) {
      return oneSet(spec, new NumberPhotos.Folder(spec.dir().orElseThrow()), images);
    }
    FileSearch search = FileSearch.of(spec, places, SvhnNumbersSource::parts, List.of(TRAIN, TEST));
    if (search.folder().isEmpty()) {
      FeatureShape.Image shown =
          Sequences.framing(NumberPreparation.PREPARED).shape(OFFICIAL.shape().channels());
      return OFFICIAL
          .missing(spec, places, search, remote(spec))
          .plan(
              shown,
              Sequences.TARGET,
              new int[] {OFFICIAL.train(), OFFICIAL.test()},
              () -> plan(spec, places));
    }
    Path folder = search.folder().get();
    return twoSets(
        spec,
        NumberPhotos.find(folder, TRAIN).orElseThrow(),
        NumberPhotos.find(folder, TEST).orElseThrow(),
        images);
  }

  @Override
  public Optional<ScoringPlan> scoring(DataSpec spec, FittedData fitted, DataPlaces places) {
    ImageOptions.ofSequences(spec.options(), ImageOptions.PER_IMAGE_MEAN);
    generated(spec); // of the training
    return PictureState.pictures(spec, fitted).flatMap(known -> scoring(spec, known, places));
  }

  /** One set as a whole, or the test photos of two. */
  private Optional<ScoringPlan> scoring(DataSpec spec, Pictures fitted, DataPlaces places) {
    if (isOneSet(spec)) {
      return scoring(spec, fitted, new NumberPhotos.Folder(spec.dir().orElseThrow()), true);
    }
    FileSearch search = FileSearch.of(spec, places, SvhnNumbersSource::parts, List.of(TEST));
    if (search.folder().isEmpty()) {
      return OFFICIAL
          .missing(spec, places, search, remote(spec).subList(1, 2))
          .scoring(() -> scoring(spec, fitted, places));
    }
    NumberPhotos photos = NumberPhotos.find(search.folder().get(), TEST).orElseThrow();
    return scoring(spec, fitted, photos, false);
  }

  private Optional<ScoringPlan> scoring(
      DataSpec spec, Pictures fitted, NumberPhotos photos, boolean whole) {
    try {
      FileOrigin origin =
          photos instanceof NumberPhotos.Archive
              ? FileOrigin.of(List.of(photos.path()), remote(spec).subList(1, 2), Map.of())
              : new FileOrigin.Unknown();
      String title = origin.title(OFFICIAL.title(), PictureState.counted(photos.count()));
      return PictureState.fits(spec, fitted, NumberPreparation.PREPARED, Sequences.TARGET, title)
          ? Optional.of(() -> load(spec, fitted, photos, title, whole))
          : Optional.empty();
    } catch (IOException e) {
      return refuse(spec, e);
    }
  }

  private static ScoringPlan.Scorable load(
      DataSpec spec, Pictures fitted, NumberPhotos photos, String title, boolean whole) {
    try {
      ImageStore store = NumberPreparation.prepare(photos);
      int[] rows =
          SplitRows.test(store.size(), whole ? 0 : spec.test().of(store.size()), spec.seed());
      return PictureState.scorable(spec, fitted, store, Sequences.TARGET, title, rows);
    } catch (IOException e) {
      throw new InvalidSpecException(ImagePlan.advice(spec, e));
    }
  }

  /** How many generated numbers are trained on beside the photos. */
  private static int generated(DataSpec spec) {
    return spec.options().integer("generated", 0, 0);
  }

  private static boolean isOneSet(DataSpec spec) {
    return spec.dir().isPresent()
        && Files.isRegularFile(spec.dir().get().resolve(NumberPhotos.ANNOTATION));
  }

  private static Map<String, Path> parts(Path folder) {
    Map<String, Path> found = new LinkedHashMap<>();
    for (String part : List.of(TRAIN, TEST)) {
      NumberPhotos.find(folder, part).ifPresent(photos -> found.put(part, photos.path()));
    }
    return found;
  }

  private Optional<DataPlan> twoSets(
      DataSpec spec, NumberPhotos train, NumberPhotos test, ImageOptions images) {
    try {
      String title =
          origin(List.of(train, test), spec).title(OFFICIAL.title(), train.count(), test.count());
      return Counts.fit(spec, train.count(), test.count(), Counts.PUBLISHED)
          .map(counts -> plan(spec, List.of(train, test), title, counts, images));
    } catch (IOException e) {
      return refuse(spec, e);
    }
  }

  private Optional<DataPlan> oneSet(DataSpec spec, NumberPhotos photos, ImageOptions images) {
    if (spec.folds() > 0) {
      spec.options().problem("folds", Counts.noFolds(name()));
      return Optional.empty();
    }
    try {
      int all = photos.count();
      int test = ThreeRows.testSize(all, spec.test().of(all));
      String title = origin(List.of(photos), spec).title(OFFICIAL.title(), all - test, test);
      return Counts.drawn(spec, all, Counts.PUBLISHED)
          .map(counts -> plan(spec, List.of(photos), title, counts, images));
    } catch (IOException e) {
      return refuse(spec, e);
    }
  }

  private DataPlan plan(
      DataSpec spec, List<NumberPhotos> photos, String title, Counts counts, ImageOptions images) {
    int generated = generated(spec);
    return new SvhnNumbersPlan(
        spec,
        photos,
        images,
        generated,
        new DataDescription(
            name(),
            generated == 0 ? title : "%s and %,d generated numbers".formatted(title, generated),
            Sequences.framing(NumberPreparation.PREPARED).shape(3),
            Sequences.TARGET,
            counts.train() + generated,
            counts.validation(),
            counts.test(),
            source(photos)));
  }

  /**
   * Photos in folders bear no proof of where they come from; archives are as they were published.
   */
  private FileOrigin origin(List<NumberPhotos> photos, DataSpec spec) throws IOException {
    boolean archives = photos.stream().allMatch(NumberPhotos.Archive.class::isInstance);
    return archives && photos.size() == 2
        ? FileOrigin.of(photos.stream().map(NumberPhotos::path).toList(), remote(spec), Map.of())
        : new FileOrigin.Unknown();
  }

  private static String source(List<NumberPhotos> photos) {
    Path path = photos.get(0).path();
    return String.valueOf(photos.size() == 1 ? path : path.getParent());
  }

  private <T> Optional<T> refuse(DataSpec spec, IOException e) {
    spec.options().problem(spec.dir().isPresent() ? "dir" : "name", ImagePlan.advice(spec, e));
    return Optional.empty();
  }
}
