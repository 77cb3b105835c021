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
import org.fathom4j.data.ThreeRows;
import org.fathom4j.data.fetch.RemoteFile;

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
    ImageOptions images = ImageOptions.read(spec.options(), ImageOptions.PER_IMAGE_MEAN);
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
      int[] found = {train.count(), test.count()};
      return plan(spec, List.of(train, test), found, images);
    } catch (IOException e) {
      return refuse(spec, e);
    }
  }

  private Optional<DataPlan> oneSet(DataSpec spec, NumberPhotos photos, ImageOptions images) {
    try {
      int all = photos.count();
      int test = ThreeRows.testSize(all, spec.test());
      return plan(spec, List.of(photos), new int[] {all - test, test}, images);
    } catch (IOException e) {
      return refuse(spec, e);
    }
  }

  private Optional<DataPlan> plan(
      DataSpec spec, List<NumberPhotos> photos, int[] found, ImageOptions images)
      throws IOException {
    String title = origin(photos, spec).title(OFFICIAL.title(), found[0], found[1]);
    return Counts.fit(spec, found[0], found[1])
        .map(
            counts ->
                new SvhnNumbersPlan(
                    spec,
                    photos,
                    images,
                    new DataDescription(
                        name(),
                        title,
                        Sequences.framing(NumberPreparation.PREPARED).shape(3),
                        Sequences.TARGET,
                        counts.train(),
                        counts.validation(),
                        counts.test(),
                        source(photos))));
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

  private Optional<DataPlan> refuse(DataSpec spec, IOException e) {
    spec.options().problem(spec.dir().isPresent() ? "dir" : "name", ImagePlan.advice(spec, e));
    return Optional.empty();
  }
}
