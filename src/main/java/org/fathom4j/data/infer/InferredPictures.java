package org.fathom4j.data.infer;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a folder of pictures seems to hold.
 *
 * @param folder of the class folders
 * @param classes their names
 * @param pictures how many files there are in all, of the training part where the split is given
 * @param given whether {@code train/} and {@code test/} part them
 * @param looked how many were looked at
 * @param unreadable how many of those are no pictures
 * @param median the middle one of their shorter sides
 * @param grey whether all of them are grey
 */
public record InferredPictures(
    Path folder,
    List<String> classes,
    int pictures,
    boolean given,
    int looked,
    int unreadable,
    int median,
    boolean grey) {
  private static final List<Integer> SIZES = List.of(32, 48, 64);

  /** Copies the names. */
  public InferredPictures {
    classes = List.copyOf(classes);
  }

  /** The side to bring them to: 32, 48 or 64, the first that holds the middle one. */
  public int size() {
    return SIZES.stream().filter(size -> size >= median).findFirst().orElse(64);
  }

  /** Colours to read: 1 or 3. */
  public int channels() {
    return grey ? 1 : 3;
  }

  /** What was found and assumed, for a person. */
  public List<String> lines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "%s: %,d pictures of %d classes (%s), %s",
            folder,
            pictures,
            classes.size(),
            String.join(", ", classes),
            given ? "in train/ and test/" : "the test pictures are drawn from them"),
        String.format(
            Locale.ROOT,
            "  of %d looked at %d cannot be read; the others are %s, the shorter side is %d in the"
                + " middle: read as %dx%d",
            looked,
            unreadable,
            grey ? "grey" : "coloured",
            median,
            size(),
            size()));
  }
}
