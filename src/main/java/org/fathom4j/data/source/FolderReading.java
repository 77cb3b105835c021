package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Resize;
import org.fathom4j.data.picture.PictureFile;
import org.fathom4j.data.source.PictureFolder.ClassFolder;

/** Pictures of one's own as they are read, class by class, resized to one shape. */
final class FolderReading {
  private static final int LUMA_RED = 299;
  private static final int LUMA_GREEN = 587;
  private static final int LUMA_BLUE = 114;

  private final FeatureShape.Image shape;
  private final Remarks remarks =
      new Remarks(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

  FolderReading(FeatureShape.Image shape) {
    this.shape = shape;
  }

  /**
   * What is said of the files.
   *
   * @param bad those that cannot be used, and why
   * @param transparent those that were laid on white
   * @param animated those of which the first frame was taken
   */
  record Remarks(List<String> bad, List<Path> transparent, List<Path> animated) {
    /** A line for each kind that there is. */
    List<String> lines() {
      List<String> lines = new ArrayList<>();
      if (!transparent.isEmpty()) {
        lines.add(told(transparent, "transparent in places, laid on white"));
      }
      if (!animated.isEmpty()) {
        lines.add(told(animated, "animated, the first frame is taken"));
      }
      return lines;
    }

    private static String told(List<Path> files, String what) {
      return "%d picture%s %s: %s"
          .formatted(
              files.size(), files.size() == 1 ? " is" : "s are", what, PictureFolder.named(files));
    }
  }

  Remarks remarks() {
    return remarks;
  }

  /** The pictures of these classes; bad ones are left out and remarked. */
  ImageStore read(List<ClassFolder> classes) {
    List<byte[]> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      for (Path file : classes.get(c).files()) {
        Optional<byte[]> picture = picture(file);
        if (picture.isPresent()) {
          pictures.add(picture.get());
          labels.add(c);
        }
      }
    }
    byte[] pixels = new byte[ImageStore.bytes(pictures.size(), shape)];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i), 0, pixels, i * shape.size(), shape.size());
    }
    return new ImageStore(shape, pixels, labels.stream().mapToInt(Integer::intValue).toArray(), 1);
  }

  private Optional<byte[]> picture(Path file) {
    try {
      PictureFile picture = PictureFile.read(file.toString(), Files.readAllBytes(file));
      if (picture.transparent()) {
        remarks.transparent.add(file);
      }
      if (picture.frames() > 1) {
        remarks.animated.add(file);
      }
      return Optional.of(resized(picture));
    } catch (IOException e) {
      remarks.bad.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * One picture as it is, brought to the shape.
   *
   * @throws IOException naming the file, if it cannot be read as a picture
   */
  byte[] pixels(Path file) throws IOException {
    return resized(PictureFile.read(file.toString(), Files.readAllBytes(file)));
  }

  private byte[] resized(PictureFile picture) {
    FeatureShape.Image found = new FeatureShape.Image(picture.height(), picture.width(), 3);
    FeatureShape.Image colour = new FeatureShape.Image(shape.height(), shape.width(), 3);
    Resize.Part whole = new Resize.Part(0, 0, picture.width(), picture.height());
    byte[] pixels = Resize.cut(picture.pixels(), found, whole, colour);
    return shape.channels() == 3 ? pixels : grey(pixels);
  }

  /** Luma of ITU-R BT.601, in thousandths. */
  private static byte[] grey(byte[] pixels) {
    int plane = pixels.length / 3;
    byte[] grey = new byte[plane];
    for (int i = 0; i < plane; i++) {
      int luma =
          LUMA_RED * (pixels[i] & 0xff)
              + LUMA_GREEN * (pixels[plane + i] & 0xff)
              + LUMA_BLUE * (pixels[2 * plane + i] & 0xff);
      grey[i] = (byte) ((luma + 500) / 1000);
    }
    return grey;
  }
}
