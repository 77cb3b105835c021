package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.format.DamagedFileException;
import org.fathom4j.data.format.MatArray;
import org.fathom4j.data.format.MatFile;
import org.fathom4j.data.image.ImageStore;

/**
 * SVHN's format 2: X is height x width x 3 x N in column-major order, y is N x 1, and label 10 is
 * the digit 0.
 *
 * @param extra more training pictures, read behind those of {@code train}
 */
record MatImageFiles(Path train, Path testFile, Optional<Path> extra) implements ImageFiles {
  private static final int DIGITS = 10;
  private static final int CHANNELS = 3;

  @Override
  public Header header() throws IOException {
    int[] first = extent(train);
    int more = 0;
    if (extra.isPresent()) {
      int[] easier = extent(extra.get());
      ImageFiles.sameShape(shape(first), train, shape(easier), extra.get());
      more = easier[3];
    }
    int[] last = extent(testFile);
    ImageFiles.sameShape(shape(first), train, shape(last), testFile);
    return new Header(shape(first), first[3] + more, more, last[3]);
  }

  @Override
  public ImageStore training() throws IOException {
    List<Path> files = new ArrayList<>(List.of(train));
    extra.ifPresent(files::add);
    return store(files);
  }

  @Override
  public ImageStore test() throws IOException {
    return store(List.of(testFile));
  }

  @Override
  public List<Path> paths() {
    List<Path> paths = new ArrayList<>(List.of(train, testFile));
    extra.ifPresent(paths::add);
    return paths;
  }

  /** The test pictures alone. */
  static TestPictures test(Path file) throws IOException {
    int[] extent = extent(file);
    return new TestPictures(shape(extent), extent[3], List.of(file), () -> store(List.of(file)));
  }

  static int[] extent(Path file) throws IOException {
    try (MatArray x = MatFile.open(file).array("X")) {
      int[] extent = x.dimensions();
      if (extent.length != 4 || extent[2] != CHANNELS || !x.isBytes()) {
        throw new DamagedFileException(
            file,
            "X must be height x width x 3 x N of unsigned bytes, it is " + Arrays.toString(extent));
      }
      return extent;
    }
  }

  private static FeatureShape.Image shape(int[] extent) {
    return new FeatureShape.Image(extent[0], extent[1], extent[2]);
  }

  private static ImageStore store(List<Path> files) throws IOException {
    FeatureShape.Image shape = shape(extent(files.get(0)));
    long pictures = 0;
    for (Path file : files) {
      pictures += extent(file)[3];
    }
    byte[] pixels = new byte[ImageStore.bytes(pictures, shape)];
    int[] labels = new int[(int) pictures];
    int first = 0;
    for (Path file : files) {
      first += readPictures(file, shape, pixels, first);
      int[] found = labels(file);
      System.arraycopy(found, 0, labels, first - found.length, found.length);
    }
    return new ImageStore(shape, pixels, labels, 1);
  }

  /** One picture at a time: stored column by column, kept row by row. */
  private static int readPictures(Path file, FeatureShape.Image shape, byte[] pixels, int first)
      throws IOException {
    try (MatArray x = MatFile.open(file).array("X")) {
      int count = x.dimensions()[3];
      byte[] columns = new byte[shape.size()];
      for (int i = 0; i < count; i++) {
        x.read(columns, 0, columns.length);
        transpose(columns, shape, pixels, (first + i) * shape.size());
      }
      return count;
    }
  }

  private static void transpose(byte[] columns, FeatureShape.Image shape, byte[] into, int offset) {
    int height = shape.height();
    int width = shape.width();
    int to = offset;
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < height; y++) {
        int from = c * height * width + y;
        for (int x = 0; x < width; x++) {
          into[to++] = columns[from + x * height];
        }
      }
    }
  }

  private static int[] labels(Path file) throws IOException {
    try (MatArray y = MatFile.open(file).array("y")) {
      int pictures = extent(file)[3];
      if (y.count() != pictures) {
        throw new DamagedFileException(
            file, "y has %d labels for %d pictures".formatted(y.count(), pictures));
      }
      int[] labels = y.toInts();
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] < 0 || labels[i] > DIGITS) {
          throw new DamagedFileException(
              file, "label %d of y is %d; labels are 1 to 10".formatted(i + 1, labels[i]));
        }
        labels[i] %= DIGITS;
      }
      return labels;
    }
  }
}
