package org.fathom4j.data.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.Options;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedData.Pictures;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.data.Target;
import org.fathom4j.data.fetch.RemoteFile;
import org.fathom4j.data.format.PictureFile;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Resize;

/**
 * Pictures of one's own, one folder per class under {@code data.dir}: the folder's name is the
 * label. Options: {@code size} (32, or [height, width]; every picture is resized), {@code channels}
 * (3 or 1), {@code bad-records}, and those of every data set of pictures.
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
    if (spec.dir().isEmpty() || !Files.isDirectory(spec.dir().get())) {
      options.problem("dir", "must be a folder with one folder per class in it");
      return Optional.empty();
    }
    try {
      Reading reading = read(spec.dir().get(), new FeatureShape.Image(size[0], size[1], channels));
      if (reading.labels.isEmpty()) {
        options.problem("dir", spec.dir().get() + " has no folder with pictures in it");
        return Optional.empty();
      }
      return policy.accepts(reading.bad, options, "dir")
          ? ImageFolderPlan.of(
              spec, reading.classes, reading.store(), images, reading.bad, places.progress())
          : Optional.empty();
    } catch (IOException e) {
      options.problem("dir", spec.dir().get() + " cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Optional<ScoringPlan> scoring(DataSpec spec, FittedData fitted, DataPlaces places) {
    Options options = spec.options();
    ImageOptions.read(options, ImageOptions.PER_IMAGE_MEAN);
    BadRecords policy = BadRecords.read(options);
    options.pair("size", 1, SIZE); // The network has its own.
    options.integer("channels", 1, 3);
    Optional<Pictures> known = PictureState.pictures(spec, fitted);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    if (spec.dir().isEmpty() || !Files.isDirectory(spec.dir().get())) {
      options.problem("dir", "must be a folder with one folder per class in it");
      return Optional.empty();
    }
    try {
      Reading reading = read(spec.dir().get(), known.get().stored());
      return policy.accepts(reading.bad, options, "dir")
          ? scoring(spec, known.get(), reading, places)
          : Optional.empty();
    } catch (IOException e) {
      options.problem("dir", spec.dir().get() + " cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<ScoringPlan> scoring(
      DataSpec spec, Pictures fitted, Reading reading, DataPlaces places) {
    Path folder = spec.dir().orElseThrow();
    if (reading.labels.isEmpty()) {
      spec.options().problem("dir", folder + " has no folder with pictures in it");
      return Optional.empty();
    }
    String title = "pictures in " + folder;
    Target target = new Target.Classes(reading.classes);
    ImageStore store = reading.store();
    return PictureState.fits(spec, fitted, store.shape(), target, title)
        ? Optional.of(
            () -> {
              BadRecords.tell(reading.bad, places.progress());
              return PictureState.scorable(spec, fitted, store, target, title);
            })
        : Optional.empty();
  }

  private static Reading read(Path folder, FeatureShape.Image shape) throws IOException {
    Reading reading = new Reading(shape);
    for (Path type : sorted(folder)) {
      if (Files.isDirectory(type)) {
        for (Path file : sorted(type)) {
          reading.add(file);
        }
        reading.classes.add(String.valueOf(type.getFileName()));
      }
    }
    return reading;
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** Pictures as they are read, class by class. */
  private static final class Reading {
    private final FeatureShape.Image shape;
    private final List<String> classes = new ArrayList<>();
    private final List<byte[]> pictures = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();

    Reading(FeatureShape.Image shape) {
      this.shape = shape;
    }

    void add(Path file) throws IOException {
      byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
      try (InputStream in = new ByteArrayInputStream(bytes)) {
        PictureFile picture = PictureFile.read(file.toString(), in);
        pictures.add(resized(picture));
        labels.add(classes.size());
      } catch (IOException e) {
        bad.add(String.valueOf(e.getMessage()));
      }
    }

    private byte[] resized(PictureFile picture) {
      FeatureShape.Image found = new FeatureShape.Image(picture.height(), picture.width(), 3);
      FeatureShape.Image colour = new FeatureShape.Image(shape.height(), shape.width(), 3);
      Resize.Part whole = new Resize.Part(0, 0, picture.width(), picture.height());
      byte[] pixels = Resize.cut(picture.pixels(), found, whole, colour);
      return shape.channels() == 3 ? pixels : grey(pixels);
    }

    /** Luma of ITU-R BT.601. */
    private static byte[] grey(byte[] pixels) {
      int plane = pixels.length / 3;
      byte[] grey = new byte[plane];
      for (int i = 0; i < plane; i++) {
        double luma =
            0.299 * (pixels[i] & 0xff)
                + 0.587 * (pixels[plane + i] & 0xff)
                + 0.114 * (pixels[2 * plane + i] & 0xff);
        grey[i] = (byte) Math.round(luma);
      }
      return grey;
    }

    ImageStore store() {
      byte[] pixels = new byte[Math.multiplyExact(pictures.size(), shape.size())];
      for (int i = 0; i < pictures.size(); i++) {
        System.arraycopy(pictures.get(i), 0, pixels, i * shape.size(), shape.size());
      }
      return new ImageStore(
          shape, pixels, labels.stream().mapToInt(Integer::intValue).toArray(), 1);
    }
  }
}
