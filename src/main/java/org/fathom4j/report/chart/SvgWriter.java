package org.fathom4j.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes drawings as SVG. Colours are attributes for light paper; a style rule replaces each on
 * dark screens. Every text carries its measured length, so that it takes no more room in another
 * font.
 */
public final class SvgWriter {
  private static final String FONTS = "Roboto,'Helvetica Neue',Arial,'Liberation Sans',sans-serif";

  private SvgWriter() {}

  /** A file of its own, with its background. */
  public static String file(Drawing drawing) {
    String background = "<rect width=\"100%\" height=\"100%\"" + paint("fill", Ink.PAPER) + "/>\n";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + open(drawing, " xmlns=\"http://www.w3.org/2000/svg\"")
        + "<title>"
        + escape(drawing.alt())
        + "</title>\n<style>\n"
        + darkRules(List.of(drawing))
        + "</style>\n"
        + background
        + body(drawing)
        + "</svg>\n";
  }

  /** An element of an HTML page that holds {@link #darkRules}. */
  public static String element(Drawing drawing) {
    return open(drawing, "") + body(drawing) + "</svg>\n";
  }

  /** Style rules that recolour these drawings on dark screens, and not in print. */
  public static String darkRules(Collection<Drawing> drawings) {
    TreeSet<String> rules = new TreeSet<>();
    rules.add(rule("fill", Ink.PAPER));
    for (Drawing drawing : drawings) {
      for (Shape shape : drawing.shapes()) {
        if (shape instanceof Shape.Line line) {
          rules.add(rule("stroke", line.ink()));
        } else if (shape instanceof Shape.Marker marker) {
          rules.add(rule("fill", marker.ink()));
          rules.add(rule("stroke", marker.ink()));
        } else if (shape instanceof Shape.Text text) {
          rules.add(rule("fill", text.ink()));
        } else if (shape instanceof Shape.Fill fill) {
          rules.add(rule("fill", fill.ink()));
        }
      }
    }
    return rules.stream()
        .collect(
            Collectors.joining(
                "\n", "@media screen and (prefers-color-scheme: dark) {\n", "\n}\n"));
  }

  private static String rule(String property, Ink ink) {
    return "." + name(property, ink) + "{" + property + ":" + Ink.css(ink.dark()) + "}";
  }

  private static String name(String property, Ink ink) {
    return property.charAt(0)
        + Ink.css(ink.light()).substring(1)
        + Ink.css(ink.dark()).substring(1);
  }

  private static String paint(String property, Ink ink) {
    return " class=\""
        + name(property, ink)
        + "\" "
        + property
        + "=\""
        + Ink.css(ink.light())
        + "\"";
  }

  private static String open(Drawing drawing, String namespace) {
    String width = number(drawing.width());
    String height = number(drawing.height());
    return "<svg"
        + namespace
        + " viewBox=\"0 0 "
        + width
        + " "
        + height
        + "\" width=\""
        + width
        + "\" height=\""
        + height
        + "\" role=\"img\" aria-label=\""
        + escape(drawing.alt())
        + "\" font-family=\""
        + FONTS
        + "\">\n";
  }

  private static String body(Drawing drawing) {
    return drawing.shapes().stream().map(SvgWriter::shape).collect(Collectors.joining());
  }

  private static String shape(Shape shape) {
    if (shape instanceof Shape.Fill fill) {
      return fill(fill);
    } else if (shape instanceof Shape.Line line) {
      return line(line);
    } else if (shape instanceof Shape.Marker marker) {
      return marker(marker);
    }
    return text((Shape.Text) shape);
  }

  private static String fill(Shape.Fill fill) {
    Box box = fill.box();
    return "<rect x=\""
        + number(box.x())
        + "\" y=\""
        + number(box.y())
        + "\" width=\""
        + number(box.width())
        + "\" height=\""
        + number(box.height())
        + "\""
        + paint("fill", fill.ink())
        + end("rect", fill.tag());
  }

  private static String line(Shape.Line line) {
    return "<polyline points=\""
        + points(line.points())
        + "\" fill=\"none\""
        + paint("stroke", line.ink())
        + " stroke-width=\""
        + number(line.width())
        + "\" stroke-linejoin=\"round\""
        + (line.dashed() ? " stroke-dasharray=\"5 4\"" : "")
        + opacity(line.opacity())
        + end("polyline", line.tag());
  }

  private static String marker(Shape.Marker marker) {
    MarkOutline outline = MarkOutline.of(marker);
    String look =
        outline.filled()
            ? paint("fill", marker.ink())
            : " fill=\"none\"" + paint("stroke", marker.ink()) + " stroke-width=\"1.6\"";
    StringBuilder out = new StringBuilder();
    if (outline.round()) {
      out.append("<circle cx=\"")
          .append(number(marker.at().x()))
          .append("\" cy=\"")
          .append(number(marker.at().y()))
          .append("\" r=\"")
          .append(number(marker.radius()))
          .append('"')
          .append(look)
          .append(opacity(marker.opacity()))
          .append(end("circle", marker.tag()));
    }
    for (List<Point> line : outline.lines()) {
      String element = outline.filled() ? "polygon" : "polyline";
      out.append('<')
          .append(element)
          .append(" points=\"")
          .append(points(line))
          .append('"')
          .append(look)
          .append(opacity(marker.opacity()))
          .append(end(element, marker.tag()));
    }
    return out.toString();
  }

  /**
   * The end of an element, with what it stands for: a browser shows it to those who point at it.
   */
  private static String end(String element, Tag tag) {
    if (tag.equals(Tag.NONE)) {
      return "/>\n";
    }
    String trials = tag.trials().stream().map(String::valueOf).collect(Collectors.joining(" "));
    return (trials.isEmpty() ? "" : " data-trials=\"" + trials + "\"")
        + "><title>"
        + escape(tag.tip())
        + "</title></"
        + element
        + ">\n";
  }

  private static String text(Shape.Text text) {
    String anchor =
        switch (text.anchor()) {
          case START -> "";
          case MIDDLE -> " text-anchor=\"middle\"";
          case END -> " text-anchor=\"end\"";
        };
    return "<text x=\""
        + number(text.at().x())
        + "\" y=\""
        + number(text.at().y())
        + "\" font-size=\""
        + number(text.size())
        + "\""
        + (text.weight() == Weight.REGULAR ? "" : " font-weight=\"" + text.weight().css() + "\"")
        + anchor
        + paint("fill", text.ink())
        + " textLength=\""
        + number(text.bounds().width())
        + "\" lengthAdjust=\"spacingAndGlyphs\">"
        + escape(text.text())
        + "</text>\n";
  }

  private static String points(List<Point> points) {
    return points.stream()
        .map(p -> number(p.x()) + "," + number(p.y()))
        .collect(Collectors.joining(" "));
  }

  private static String opacity(double opacity) {
    return opacity < 1 ? " opacity=\"" + number(opacity) + "\"" : "";
  }

  /** At most two decimals, in every locale alike. */
  private static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
