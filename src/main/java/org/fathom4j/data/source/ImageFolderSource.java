package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.Options;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedData.Pictures;
import org.fathom4j.data.PredictionPlan;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.data.Target;
import org.fathom4j.data.fetch.RemoteFile;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.source.PictureFolder.ClassFolder;

/**
 * Pictures of one's own, one folder per class under {@code data.dir}: the folder's name is the
 * label, and folders in it belong to it. Where {@code train/} and {@code test/} hold the class
 * folders, that is the split. Options: {@code size} (32, or [height, width]; every picture is
 * resized), {@code channels} (3 or 1), {@code bad-records}, and those of every data set of
 * pictures.
 */
final class ImageFolderSource implements DataSource {
  private static final int SIZE = 32;

  @Override
  public String name() {
    return "image-folder";
  }

  @Override
  public String summary() {
    return "pictures of your own: one folder per class under data.dir, resized to one size";
  }

  @Override
  public List<RemoteFile> remote(DataSpec spec) {
    return List.of();
  }

  @Override
  public Optional<DataPlan> plan(DataSpec spec, DataPlaces places) {
    Options options = spec.options();
    ImageOptions images = ImageOptions.read(options, ImageOptions.PER_IMAGE_MEAN);
    BadRecords policy = BadRecords.read(options);
    int[] size = options.pair("size", 1, SIZE);
    int channels = options.integer("channels", 1, 3);
    if (channels != 1 && channels != 3) {
      options.problem("channels", "must be 1 or 3, got " + channels);
      return Optional.empty();
    }
    return folder(spec, true)
        .flatMap(
            folder ->
                read(spec, folder, new FeatureShape.Image(size[0], size[1], channels), policy))
        .flatMap(found -> ImageFolderPlan.of(spec, found, images, places.progress()));
  }

  @Override
  public Optional<ScoringPlan> scoring(DataSpec spec, FittedData fitted, DataPlaces places) {
    BadRecords policy = stored(spec.options());
    Optional<Pictures> known = PictureState.pictures(spec, fitted);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return folder(spec, false)
        .flatMap(folder -> read(spec, folder, known.get().stored(), policy))
        .flatMap(found -> scoring(spec, known.get(), found, places));
  }

  /** Reads the options that a stored network has no use for, and what to do with bad records. */
  private static BadRecords stored(Options options) {
    ImageOptions.read(options, ImageOptions.PER_IMAGE_MEAN);
    options.pair("size", 1, SIZE);
    options.integer("channels", 1, 3);
    return BadRecords.read(options);
  }

  /** Of a picture, or of all in a folder, in whatever folders they lie. */
  @Override
  public Optional<PredictionPlan> predicting(DataSpec spec, FittedData fitted, DataPlaces places) {
    stored(spec.options());
    Optional<Pictures> known = PictureState.pictures(spec, fitted);
    Optional<Path> place = spec.dir().filter(Files::exists);
    if (place.isEmpty()) {
      spec.options().problem("dir", "must be a picture, or a folder of pictures");
    }
    return place.flatMap(dir -> known.map(pictures -> () -> PictureStream.open(dir, pictures)));
  }

  private static Optional<ScoringPlan> scoring(
      DataSpec spec, Pictures fitted, ImageFolderPlan.Found found, DataPlaces places) {
    String title =
        "pictures in " + spec.dir().orElseThrow().toAbsolutePath().normalize().getFileName();
    Target target = new Target.Classes(found.classes());
    ImageStore store = found.test().orElse(found.training());
    return PictureState.fits(spec, fitted, store.shape(), target, title)
        ? Optional.of(
            () -> {
              BadRecords.tell(found.remarks().bad(), places.progress());
              return PictureState.scorable(spec, fitted, store, target, title);
            })
        : Optional.empty();
  }

  /** Empty where a problem was recorded. */
  private static Optional<PictureFolder> folder(DataSpec spec, boolean toLearn) {
    Options options = spec.options();
    if (spec.dir().isEmpty() || !Files.isDirectory(spec.dir().get())) {
      options.problem("dir", "must be a folder with one folder per class in it");
      return Optional.empty();
    }
    Path dir = spec.dir().get();
    try {
      PictureFolder folder = PictureFolder.find(dir);
      Optional<String> mistake = folder.mistake(toLearn);
      mistake.ifPresent(broken -> options.problem("dir", broken));
      return mistake.isPresent() ? Optional.empty() : Optional.of(folder);
    } catch (IOException e) {
      options.problem("dir", dir + " cannot be read: " + e);
      return Optional.empty();
    }
  }

  /** Empty where a problem was recorded. */
  private static Optional<ImageFolderPlan.Found> read(
      DataSpec spec, PictureFolder folder, FeatureShape.Image shape, BadRecords policy) {
    FolderReading reading = new FolderReading(shape);
    ImageStore training = reading.read(folder.training());
    Optional<ImageStore> test = folder.test().map(reading::read);
    List<String> classes = folder.training().stream().map(ClassFolder::name).toList();
    if (!policy.accepts(reading.remarks().bad(), spec.options(), "dir")) {
      return Optional.empty();
    }
    Optional<Path> without = firstWithout(training, folder.training());
    without.ifPresent(
        empty ->
            spec.options()
                .problem(
                    "dir",
                    "every class needs pictures, all in %s are bad records; %s\nmend them, or remove"
                            .formatted(empty, BadRecords.named(reading.remarks().bad()))
                        + " the folder"));
    return without.isPresent()
        ? Optional.empty()
        : Optional.of(
            new ImageFolderPlan.Found(classes, training, test, reading.remarks(), folder.aside()));
  }

  private static Optional<Path> firstWithout(ImageStore store, List<ClassFolder> classes) {
    int[] labels = store.classes();
    return IntStream.range(0, classes.size())
        .filter(c -> Arrays.stream(labels).noneMatch(label -> label == c))
        .mapToObj(c -> classes.get(c).folder())
        .findFirst();
  }
}
