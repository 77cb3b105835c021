package org.fathom4j.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.fathom4j.data.Target;
import org.fathom4j.problem.InvalidSpecException;

/** Writes pictures as PNG files, a folder for each class, as the data set image-folder reads. */
public final class FolderExport {
  private static final Pattern UNFIT = Pattern.compile("^$|^\\.|\\.$|[\\p{Cntrl}/\\\\:*?\"<>|]");

  private FolderExport() {}

  /**
   * Writes one part of a data set as {@code CLASS/PART-00001.png} and so on.
   *
   * @param parts examples, one list after the other
   * @param folder takes the folders
   * @param part opens the names of the files
   * @return the folders
   * @throws InvalidSpecException if the pictures have no classes
   */
  public static List<Path> write(List<ImageExamples> parts, Path folder, String part)
      throws IOException {
    if (!(parts.get(0).target() instanceof Target.Classes classes)) {
      throw new InvalidSpecException(
          "only classified pictures can be exported to a folder for each class");
    }
    List<Path> folders = new ArrayList<>();
    for (String name : folderNames(classes.names())) {
      folders.add(Files.createDirectories(folder.resolve(name)));
    }
    int written = 0;
    for (ImageExamples examples : parts) {
      for (int i = 0; i < examples.size(); i++) {
        String name = String.format(Locale.ROOT, "%s-%05d.png", part, ++written);
        Path file = folders.get(examples.labelNumbers(i)[0]).resolve(name);
        if (!ImageIO.write(picture(examples, i), "png", file.toFile())) {
          throw new IOException("this Java runtime writes no PNG files");
        }
      }
    }
    return folders;
  }

  /** As the classes are called, but for what some file systems refuse or hide; each once. */
  static List<String> folderNames(List<String> classes) {
    List<String> names = new ArrayList<>();
    for (String name : classes) {
      String plain = UNFIT.matcher(name.strip()).replaceAll("-");
      String free = plain;
      for (int i = 2; taken(names, free); i++) {
        free = plain + "-" + i;
      }
      names.add(free);
    }
    return names;
  }

  /** Folders that differ in case alone are one on some file systems. */
  private static boolean taken(List<String> names, String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }

  private static BufferedImage picture(ImageExamples examples, int index) {
    int width = examples.shape().width();
    int plane = examples.shape().height() * width;
    byte[] pixels = examples.pixels(index);
    boolean grey = examples.shape().channels() == 1;
    int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage picture = new BufferedImage(width, examples.shape().height(), type);
    for (int i = 0; i < plane; i++) {
      if (grey) {
        picture.getRaster().setSample(i % width, i / width, 0, pixels[i] & 0xff);
      } else {
        int rgb =
            ((pixels[i] & 0xff) << 16)
                | ((pixels[plane + i] & 0xff) << 8)
                | (pixels[2 * plane + i] & 0xff);
        picture.setRGB(i % width, i / width, rgb);
      }
    }
    return picture;
  }
}
