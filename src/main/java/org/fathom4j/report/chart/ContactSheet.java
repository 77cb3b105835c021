package org.fathom4j.report.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;

/** Small pictures in rows, enlarged to whole pixels, each with a caption below. */
public final class ContactSheet {
  private static final int CELL = 112;
  private static final int GAP = 10;
  private static final int TEXT = 13;
  private static final int LINE = 18;

  private ContactSheet() {}

  /**
   * One picture.
   *
   * @param picture what is shown
   * @param caption cut where it is wider than the picture
   */
  public record Tile(SmallPicture picture, String caption) {}

  /**
   * The bytes of a PNG file.
   *
   * @param title one line above all
   * @param perRow pictures in a row
   */
  public static byte[] png(String title, List<Tile> tiles, int perRow) {
    int rows = (tiles.size() + perRow - 1) / perRow;
    int width = GAP + perRow * (CELL + GAP);
    int height = GAP + LINE + GAP + rows * (CELL + LINE + GAP);
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      write(graphics, title, GAP, GAP + TEXT, width - 2 * GAP);
      for (int i = 0; i < tiles.size(); i++) {
        int x = GAP + i % perRow * (CELL + GAP);
        int y = GAP + LINE + GAP + i / perRow * (CELL + LINE + GAP);
        draw(graphics, tiles.get(i), x, y);
      }
    } finally {
      graphics.dispose();
    }
    return PngWriter.encode(sheet);
  }

  private static void draw(Graphics2D graphics, Tile tile, int x, int y) {
    double scale = (double) CELL / Math.max(tile.picture.height(), tile.picture.width());
    if (scale >= 1) {
      scale = Math.floor(scale);
    }
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(scale, scale);
    graphics.drawImage(tile.picture.image(), place, null);
    write(graphics, tile.caption, x, y + CELL + TEXT, CELL);
  }

  private static void write(Graphics2D graphics, String text, int x, int baseline, int room) {
    String cut = Lettering.fit(text, TEXT, Weight.REGULAR, room);
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, baseline);
    graphics.setColor(Color.BLACK);
    graphics.fill(Lettering.outline(cut, TEXT, Weight.REGULAR));
    graphics.setTransform(before);
  }
}
