package org.fathom4j.data.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.data.format.IdxWriter;
import org.fathom4j.data.format.MatWriter;
import org.fathom4j.problem.InvalidSpecException;

/**
 * Writes pictures in the files of the published data sets: colour as SVHN's format 2 (.mat v5, X
 * and y, label 10 for class 0), grey as IDX.
 */
public final class ImageExport {
  private static final int MAT_CLASSES = 10;
  private static final int IDX_CLASSES = 256;

  private ImageExport() {}

  /**
   * Writes one part of a data set.
   *
   * @param title of the data set, which the files say of themselves
   * @param parts examples, one list after the other
   * @param folder takes the files
   * @param test whether these are test examples
   * @return the files
   * @throws InvalidSpecException if no format holds such examples
   */
  public static List<Path> write(String title, List<ImageExamples> parts, Path folder, boolean test)
      throws IOException {
    if (!(parts.get(0).target() instanceof Target.Classes classes)) {
      throw new InvalidSpecException(
          "only classified pictures can be exported; whole numbers would need digitStruct.mat,"
              + " which is read and not written");
    }
    Files.createDirectories(folder);
    FeatureShape.Image shape = parts.get(0).shape();
    int count = parts.stream().mapToInt(ImageExamples::size).sum();
    if (shape.channels() == 1) {
      if (classes.width() > IDX_CLASSES) {
        throw new InvalidSpecException(
            "IDX files hold labels of one byte, %d classes at most, these pictures have %d; use --as"
                    .formatted(IDX_CLASSES, classes.width())
                + " folders");
      }
      return idx(title, parts, folder.resolve(test ? "t10k" : "train"), count);
    }
    if (classes.width() > MAT_CLASSES) {
      throw new InvalidSpecException(
          "the .mat format of digits holds %d classes, these pictures have %d"
              .formatted(MAT_CLASSES, classes.width()));
    }
    String name = "%s_%dx%d.mat".formatted(test ? "test" : "train", shape.height(), shape.width());
    return List.of(mat(title, parts, folder.resolve(name), count));
  }

  private static Path mat(String title, List<ImageExamples> parts, Path file, int count)
      throws IOException {
    FeatureShape.Image shape = parts.get(0).shape();
    int[] extent = {shape.height(), shape.width(), shape.channels(), count};
    try (MatWriter writer = new MatWriter(file, title)) {
      writer.array("X", extent, out -> pixels(parts, out, true));
      writer.array("y", new int[] {count, 1}, out -> labels(parts, out, MAT_CLASSES));
    }
    return file;
  }

  private static List<Path> idx(String title, List<ImageExamples> parts, Path prefix, int count)
      throws IOException {
    FeatureShape.Image shape = parts.get(0).shape();
    Path images = prefix.resolveSibling(prefix.getFileName() + "-images-idx3-ubyte.gz");
    Path labels = prefix.resolveSibling(prefix.getFileName() + "-labels-idx1-ubyte.gz");
    int[] extent = {count, shape.height(), shape.width()};
    IdxWriter.write(images, title, extent, out -> pixels(parts, out, false));
    IdxWriter.write(labels, title, new int[] {count}, out -> labels(parts, out, 0));
    return List.of(images, labels);
  }

  private static void pixels(List<ImageExamples> parts, OutputStream out, boolean byColumn)
      throws IOException {
    for (ImageExamples part : parts) {
      for (int i = 0; i < part.size(); i++) {
        byte[] rows = part.pixels(i);
        out.write(byColumn ? columns(rows, part.shape()) : rows);
      }
    }
  }

  private static byte[] columns(byte[] rows, FeatureShape.Image shape) {
    byte[] columns = new byte[rows.length];
    int to = 0;
    for (int c = 0; c < shape.channels(); c++) {
      int plane = c * shape.height() * shape.width();
      for (int x = 0; x < shape.width(); x++) {
        for (int y = 0; y < shape.height(); y++) {
          columns[to++] = rows[plane + y * shape.width() + x];
        }
      }
    }
    return columns;
  }

  private static void labels(List<ImageExamples> parts, OutputStream out, int zero)
      throws IOException {
    for (ImageExamples part : parts) {
      for (int i = 0; i < part.size(); i++) {
        int label = part.labelNumbers(i)[0];
        out.write(label == 0 ? zero : label);
      }
    }
  }
}
