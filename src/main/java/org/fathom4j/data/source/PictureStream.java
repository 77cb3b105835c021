package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fathom4j.data.ExampleStream;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData.Pictures;
import org.fathom4j.problem.InvalidSpecException;
import org.jspecify.annotations.Nullable;

/** Picture files, each decoded when it is asked for, as the network sees its own test pictures. */
final class PictureStream implements ExampleStream {
  private final Path home;
  private final List<Path> files;
  private final Pictures fitted;
  private final FolderReading reading;
  private int index;

  private PictureStream(Path home, List<Path> files, Pictures fitted) {
    this.home = home;
    this.files = files;
    this.fitted = fitted;
    this.reading = new FolderReading(fitted.stored());
  }

  /**
   * One picture, or all in a folder at any depth, in the order of their paths; each is called by
   * its path from there.
   *
   * @throws InvalidSpecException if the folder cannot be listed
   */
  static ExampleStream open(Path place, Pictures fitted) {
    Path whole = place.toAbsolutePath();
    try {
      return Files.isDirectory(whole)
          ? new PictureStream(whole, PictureFolder.files(whole), fitted)
          : new PictureStream(whole.resolveSibling(""), List.of(whole), fitted);
    } catch (IOException e) {
      throw new InvalidSpecException(place + " cannot be read: " + e);
    }
  }

  @Override
  public FeatureShape shape() {
    return fitted.shown();
  }

  @Override
  public boolean isNamed() {
    return true;
  }

  @Override
  public @Nullable Asked next() {
    if (index == files.size()) {
      return null;
    }
    Path file = files.get(index++);
    try {
      List<float[]> views = PictureState.views(fitted, reading.pixels(file));
      return new Example(index, home.relativize(file).toString(), views);
    } catch (IOException e) {
      return new Bad(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    // Each file is closed once it is read.
  }
}
