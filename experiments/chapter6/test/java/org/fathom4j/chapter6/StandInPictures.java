package org.fathom4j.chapter6;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.fathom4j.data.format.IdxWriter;

/**
 * Files in MNIST's format that hold no digits: ten classes of noisy pictures, each with a bright
 * square at a place of its own, so that any sound training of a second tells them apart.
 */
final class StandInPictures {
  private static final int SIDE = 28;
  private static final int SQUARE = 7;
  private static final String TITLE = "stand-in pictures of a test";

  private StandInPictures() {}

  /** Writes both parts; the folder to name as {@code data.dir}. */
  static Path write(Path folder, int train, int test) throws IOException {
    Files.createDirectories(folder);
    part(folder, "train", train, 1);
    part(folder, "t10k", test, 2);
    return folder;
  }

  private static void part(Path folder, String name, int count, long seed) throws IOException {
    Random random = new Random(seed);
    IdxWriter.write(
        folder.resolve(name + "-images-idx3-ubyte.gz"),
        TITLE,
        new int[] {count, SIDE, SIDE},
        out -> {
          for (int i = 0; i < count; i++) {
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
              out.write(random.nextInt(100) + (bright(i % 10, pixel) ? 150 : 0));
            }
          }
        });
    IdxWriter.write(
        folder.resolve(name + "-labels-idx1-ubyte.gz"),
        TITLE,
        new int[] {count},
        out -> {
          for (int i = 0; i < count; i++) {
            out.write(i % 10);
          }
        });
  }

  private static boolean bright(int label, int pixel) {
    int cell = pixel / SIDE / SQUARE * (SIDE / SQUARE) + pixel % SIDE / SQUARE;
    return cell == label;
  }
}
