package org.fathom4j.report.chart;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Measures and outlines text in Roboto (Apache-2.0), from the font files on the class path. No
 * kerning: text is as wide as its letters. Characters that the font lacks are as wide as its empty
 * box.
 */
public final class Lettering {
  private static final String FOLDER = "/com/formdev/flatlaf/fonts/roboto/";
  private static final String ELLIPSIS = "…";
  // Others refer to glyphs by their old numbers, and browsers refuse the file for it.
  private static final List<String> KEPT_TABLES =
      List.of(
          "OS/2", "cmap", "cvt ", "fpgm", "gasp", "glyf", "head", "hhea", "hmtx", "loca", "maxp",
          "name", "post", "prep");
  private static final Map<Weight, Lettering> FACES = load();

  private final TrueTypeFont font;
  private final CmapLookup glyphs;
  private final double unitsPerEm;
  private final Map<Integer, Integer> advances = new ConcurrentHashMap<>();

  private Lettering(TrueTypeFont font) throws IOException {
    this.font = font;
    this.glyphs = font.getUnicodeCmapLookup();
    this.unitsPerEm = font.getUnitsPerEm();
  }

  private static Map<Weight, Lettering> load() {
    Map<Weight, Lettering> faces = new EnumMap<>(Weight.class);
    for (Weight weight : Weight.values()) {
      try (InputStream in = Lettering.class.getResourceAsStream(FOLDER + weight.file())) {
        if (in == null) {
          throw new IOException(FOLDER + weight.file() + " is not on the class path");
        }
        faces.put(
            weight,
            new Lettering(new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()))));
      } catch (IOException e) {
        throw new UncheckedIOException("The reports' font cannot be read", e);
      }
    }
    return faces;
  }

  private static Lettering face(Weight weight) {
    Lettering face = FACES.get(weight);
    if (face == null) {
      throw new IllegalArgumentException("no font of weight " + weight);
    }
    return face;
  }

  /** Width of a line of text in pixels. */
  public static double width(String text, double size, Weight weight) {
    return face(weight).advance(text) * size;
  }

  /** The letters' outlines, the text's left end at the origin, y pointing down. */
  static Path2D outline(String text, double size, Weight weight) {
    return face(weight).path(text, size);
  }

  /** The text, cut with an ellipsis where it is wider than the room. */
  public static String fit(String text, double size, Weight weight, double room) {
    if (width(text, size, weight) <= room) {
      return text;
    }
    int end = text.length();
    while (end > 0 && width(text.substring(0, end) + ELLIPSIS, size, weight) > room) {
      end = text.offsetByCodePoints(end, -1);
    }
    return end == 0 ? "" : text.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  /** The text broken between words into lines no wider than the room; longer words are cut. */
  public static List<String> wrap(String text, double size, Weight weight, double room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && width(line + " " + word, size, weight) > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(fit(word, size, weight, room));
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return List.copyOf(lines);
  }

  /** A TrueType file of only these characters, to travel inside a page. */
  public static byte[] subset(Set<Integer> characters, Weight weight) {
    TrueTypeFont font = face(weight).font;
    synchronized (font) {
      try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
        TTFSubsetter subsetter = new TTFSubsetter(font, KEPT_TABLES);
        subsetter.addAll(characters);
        subsetter.writeToStream(out);
        return out.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException("The reports' font cannot be cut down", e);
      }
    }
  }

  private double advance(String text) {
    double units = 0;
    for (int character : text.codePoints().toArray()) {
      units += advances.computeIfAbsent(character, this::advance);
    }
    return units / unitsPerEm;
  }

  private int advance(int character) {
    synchronized (font) {
      try {
        return font.getAdvanceWidth(glyphs.getGlyphId(character));
      } catch (IOException e) {
        throw new UncheckedIOException("The reports' font cannot be read", e);
      }
    }
  }

  private Path2D path(String text, double size) {
    synchronized (font) {
      try {
        Path2D whole = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double scale = size / unitsPerEm;
        double left = 0;
        for (int character : text.codePoints().toArray()) {
          int glyph = glyphs.getGlyphId(character);
          var outline = font.getGlyph().getGlyph(glyph);
          if (outline != null) {
            AffineTransform place = AffineTransform.getTranslateInstance(left, 0);
            place.scale(scale, -scale);
            whole.append(outline.getPath().getPathIterator(place), false);
          }
          left += font.getAdvanceWidth(glyph) * scale;
        }
        return whole;
      } catch (IOException e) {
        throw new UncheckedIOException("The reports' font cannot be read", e);
      }
    }
  }
}
