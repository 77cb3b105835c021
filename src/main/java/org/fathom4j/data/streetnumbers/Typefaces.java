package org.fathom4j.data.streetnumbers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The typefaces that come with the product: outlines of ten digits each, under open licences. */
final class Typefaces {
  private static final String OUTLINES = "typefaces.txt";
  private static final float UNITS = 128;

  private final List<List<Glyph>> faces;

  private Typefaces(List<List<Glyph>> faces) {
    this.faces = faces;
  }

  /** Measured once, when the first image is wanted. */
  private static final class Shared {
    private static final Typefaces ALL = load();
  }

  /** All typefaces; they are read and measured on the first call, in about a second. */
  static Typefaces all() {
    return Shared.ALL;
  }

  private static Typefaces load() {
    List<String> lines = read();
    int count = lines.size() / 11;
    List<Glyph> glyphs =
        IntStream.range(0, count * 10)
            .parallel()
            .mapToObj(i -> parse(lines.get(i / 10 * 11 + 1 + i % 10)))
            .toList();
    List<List<Glyph>> faces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      faces.add(List.copyOf(glyphs.subList(10 * i, 10 * i + 10)));
    }
    return new Typefaces(List.copyOf(faces));
  }

  private static List<String> read() {
    try (InputStream stream = Typefaces.class.getResourceAsStream(OUTLINES)) {
      if (stream == null) {
        throw new IllegalStateException(OUTLINES + " is missing from the product's jar");
      }
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Glyph parse(String line) {
    int space = line.indexOf(' ');
    List<float[]> contours = new ArrayList<>();
    for (String contour : line.substring(space + 1).split("\\|", -1)) {
      String[] words = contour.split(" ", -1);
      float[] points = new float[words.length];
      for (int i = 0; i < points.length; i++) {
        points[i] = Integer.parseInt(words[i]) / UNITS;
      }
      contours.add(points);
    }
    return new Glyph(Integer.parseInt(line.substring(0, space)) / UNITS, contours);
  }

  /** How many there are. */
  int size() {
    return faces.size();
  }

  /** The digits 0..9 of one typeface. */
  List<Glyph> face(int index) {
    return faces.get(index);
  }
}
