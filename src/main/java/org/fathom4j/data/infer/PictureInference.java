package org.fathom4j.data.infer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fathom4j.data.picture.PictureFile;
import org.fathom4j.problem.InvalidSpecException;

/** Finds out what a folder of pictures holds. Looks at a few of them, spread evenly. */
public final class PictureInference {
  private static final int LOOKED_AT = 100;

  private PictureInference() {}

  /**
   * Looks at a folder.
   *
   * @param folder with a folder of pictures for each class, or {@code train/} with those in it
   * @throws InvalidSpecException if it holds fewer than two classes, a class without files, or no
   *     picture that can be read
   */
  public static InferredPictures of(Path folder) {
    try {
      Path train = folder.resolve("train");
      boolean given = Files.isDirectory(train) && !folders(train).isEmpty();
      List<Path> classes = folders(given ? train : folder);
      if (classes.size() < 2) {
        throw new InvalidSpecException(
            "%s must have a folder of pictures for each class in it, at least two; it has %d"
                .formatted(given ? train : folder, classes.size()));
      }
      List<Path> files = new ArrayList<>();
      for (Path type : classes) {
        List<Path> found = files(type);
        if (found.isEmpty()) {
          throw new InvalidSpecException(
              "every class needs pictures, there are none in %s; put some there, or remove the folder"
                  .formatted(type));
        }
        files.addAll(found);
      }
      List<String> names = classes.stream().map(c -> String.valueOf(c.getFileName())).toList();
      return looked(folder, names, files, given);
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidSpecException(folder + " cannot be read: " + e.getMessage());
    }
  }

  private static InferredPictures looked(
      Path folder, List<String> classes, List<Path> files, boolean given) throws IOException {
    int most = Math.min(LOOKED_AT, files.size());
    List<PictureFile> read = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      picture(files.get((int) ((long) i * files.size() / most))).ifPresent(read::add);
    }
    if (read.isEmpty()) {
      throw new InvalidSpecException(
          "%s holds no picture that can be read (%d files looked at); PNG, JPEG, GIF, BMP and WebP can"
              .formatted(folder, most));
    }
    int[] sides = read.stream().mapToInt(p -> Math.min(p.height(), p.width())).sorted().toArray();
    return new InferredPictures(
        folder,
        classes,
        files.size(),
        given,
        most,
        most - read.size(),
        sides[sides.length / 2],
        read.stream().allMatch(PictureInference::isGrey));
  }

  private static Optional<PictureFile> picture(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return Optional.of(PictureFile.read(file.toString(), bytes));
    } catch (IOException noPicture) {
      return Optional.empty();
    }
  }

  private static boolean isGrey(PictureFile picture) {
    byte[] pixels = picture.pixels();
    int plane = picture.height() * picture.width();
    return IntStream.range(1, 3)
        .allMatch(c -> Arrays.equals(pixels, 0, plane, pixels, c * plane, (c + 1) * plane));
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(Files::isDirectory).filter(PictureInference::isShown).sorted().toList();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).filter(PictureInference::isShown).sorted().toList();
    }
  }

  private static boolean isShown(Path path) {
    return !String.valueOf(path.getFileName()).startsWith(".");
  }
}
