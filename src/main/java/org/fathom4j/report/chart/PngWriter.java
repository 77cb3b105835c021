package org.fathom4j.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Writes drawings as PNG, on light paper, two pixels to one; letters are filled outlines. */
public final class PngWriter {
  private static final int SCALE = 2;

  private PngWriter() {}

  /** The bytes of a PNG file. */
  public static byte[] bytes(Drawing drawing) {
    int width = (int) Math.ceil(drawing.width() * SCALE);
    int height = (int) Math.ceil(drawing.height() * SCALE);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setColor(new Color(Ink.PAPER.light()));
      graphics.fillRect(0, 0, width, height);
      graphics.scale(SCALE, SCALE);
      drawing.shapes().forEach(shape -> draw(shape, graphics));
    } finally {
      graphics.dispose();
    }
    return encode(image);
  }

  static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("this Java runtime writes no PNG files");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A figure cannot be written as PNG", e);
    }
    return out.toByteArray();
  }

  private static void draw(Shape shape, Graphics2D graphics) {
    if (shape instanceof Shape.Fill fill) {
      Box box = fill.box();
      color(graphics, fill.ink(), 1);
      graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
    } else if (shape instanceof Shape.Line line) {
      color(graphics, line.ink(), line.opacity());
      graphics.setStroke(stroke(line.width(), line.dashed()));
      graphics.draw(path(line.points(), false));
    } else if (shape instanceof Shape.Marker marker) {
      marker(marker, graphics);
    } else if (shape instanceof Shape.Text text) {
      text(text, graphics);
    }
  }

  private static void marker(Shape.Marker marker, Graphics2D graphics) {
    MarkOutline outline = MarkOutline.of(marker);
    color(graphics, marker.ink(), marker.opacity());
    graphics.setStroke(stroke(1.6, false));
    if (outline.round()) {
      double radius = marker.radius();
      var circle =
          new Ellipse2D.Double(
              marker.at().x() - radius, marker.at().y() - radius, 2 * radius, 2 * radius);
      paint(circle, outline.filled(), graphics);
    }
    outline
        .lines()
        .forEach(line -> paint(path(line, outline.filled()), outline.filled(), graphics));
  }

  private static void paint(java.awt.Shape shape, boolean filled, Graphics2D graphics) {
    if (filled) {
      graphics.fill(shape);
    } else {
      graphics.draw(shape);
    }
  }

  private static void text(Shape.Text text, Graphics2D graphics) {
    color(graphics, text.ink(), 1);
    Path2D outline = Lettering.outline(text.text(), text.size(), text.weight());
    outline.transform(AffineTransform.getTranslateInstance(text.bounds().x(), text.at().y()));
    graphics.fill(outline);
  }

  private static void color(Graphics2D graphics, Ink ink, double opacity) {
    int alpha = (int) Math.round(255 * opacity);
    graphics.setColor(new Color(alpha << 24 | ink.light(), true));
  }

  private static BasicStroke stroke(double width, boolean dashed) {
    float[] dashes = dashed ? new float[] {5, 4} : null;
    return new BasicStroke(
        (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  private static Path2D path(List<Point> points, boolean closed) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).x(), points.get(0).y());
    points.stream().skip(1).forEach(p -> path.lineTo(p.x(), p.y()));
    if (closed) {
      path.closePath();
    }
    return path;
  }
}
