package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.format.DamagedFileException;
import org.fathom4j.data.image.ImageStore;

/** Files of one format that hold labelled pictures, for training and for testing. */
interface ImageFiles {
  /** What the headers say. */
  Header header() throws IOException;

  /** Reads the training pictures. */
  ImageStore training() throws IOException;

  /** Reads the test pictures. */
  ImageStore test() throws IOException;

  /** Every file that is read. */
  List<Path> paths();

  /** Refuses pictures of one file that are of another size than those they go with. */
  static void sameShape(
      FeatureShape.Image shape, Path file, FeatureShape.Image other, Path otherFile)
      throws DamagedFileException {
    if (!shape.equals(other)) {
      throw new DamagedFileException(
          otherFile, "its pictures are %s, those of %s are %s".formatted(other, file, shape));
    }
  }

  /**
   * What the headers say.
   *
   * @param shape of a picture
   * @param training pictures in the training files
   * @param extra how many of them, the last ones, are easier extra pictures
   * @param test pictures in the test file
   */
  record Header(FeatureShape.Image shape, int training, int extra, int test) {}
}
