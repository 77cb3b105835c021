package org.fathom4j.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif"})
  void greyLevels_areThoseInTheFile(String format) throws IOException {
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      grey.getRaster().setSample(i % 16, i / 16, 0, i);
    }
    PictureFile read = read(PictureBytes.of(grey, format));
    for (int i = 0; i < 256; i++) {
      assertThat(rgb(read, i % 16, i / 16)).as(format).containsExactly(i, i, i);
    }
  }

  @Test
  void greyJpeg_keepsItsLevel() throws IOException {
    BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64; i++) {
      grey.getRaster().setSample(i % 8, i / 8, 0, 42);
    }
    assertThat(rgb(read(PictureBytes.of(grey, "jpeg")), 3, 3)).containsExactly(42, 42, 42);
  }

  @Test
  void colours_areThoseInTheFile() throws IOException {
    BufferedImage image = PictureBytes.colourful(13, 7);
    for (String format : new String[] {"png", "bmp"}) {
      PictureFile read = read(PictureBytes.of(image, format));
      for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 13; x++) {
          int rgb = image.getRGB(x, y);
          assertThat(rgb(read, x, y))
              .containsExactly(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
        }
      }
    }
  }

  @Test
  void jpegColours_areThoseOfTheJdksOwnConversion() throws IOException {
    byte[] file = PictureBytes.of(PictureBytes.colourful(40, 24), "jpeg");
    BufferedImage wanted = ImageIO.read(new ByteArrayInputStream(file));
    PictureFile read = read(file);
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 40; x++) {
        int rgb = wanted.getRGB(x, y);
        assertThat(rgb(read, x, y)).containsExactly(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
      }
    }
  }

  @Test
  void sixteenBits_areRoundedToTheNearestLevel() throws IOException {
    // 128 = 0.498 levels of 257, 129 = 0.502: cutting the low byte off would make both 0.
    byte[] row = {0, (byte) 128, 0, (byte) 129, (byte) 0xff, 0x7f, (byte) 0xfe, (byte) 0x7f};
    PictureFile grey = read(PictureBytes.png(4, 16, 0, new byte[][] {row}));
    assertThat(levels(grey, 0)).containsExactly(0, 1, 255, 254);
    byte[] rgb = {0, (byte) 129, 42, 42, (byte) 0xff, (byte) 0xff};
    assertThat(rgb(read(PictureBytes.png(1, 16, 2, new byte[][] {rgb})), 0, 0))
        .containsExactly(1, 42, 255);
  }

  @ParameterizedTest
  @CsvSource({"1, 0x90, 255 0 0 255", "2, 0x1b, 0 85 170 255", "4, 0x3f, 51 255"})
  void fewBitsOfGrey_spanAllLevels(int bits, String packed, String wanted) throws IOException {
    int[] levels = Arrays.stream(wanted.split(" ")).mapToInt(Integer::parseInt).toArray();
    byte[] row = {(byte) (int) Integer.decode(packed)};
    PictureFile read = read(PictureBytes.png(levels.length, bits, 0, new byte[][] {row}));
    assertThat(levels(read, 0)).containsExactly(levels);
    assertThat(levels(read, 2)).containsExactly(levels);
  }

  @Test
  void blackOnTransparency_liesOnWhite() throws IOException {
    byte[] greyAlpha = {0, 0, 0, (byte) 255, 100, (byte) 128};
    PictureFile grey = read(PictureBytes.png(3, 8, 4, new byte[][] {greyAlpha}));
    assertThat(levels(grey, 0)).containsExactly(255, 0, (100 * 128 + 255 * 127 + 127) / 255);
    assertThat(grey.transparent()).isTrue();
    byte[] rgba = {10, 20, 30, 0, 10, 20, 30, (byte) 255};
    PictureFile colour = read(PictureBytes.png(2, 8, 6, new byte[][] {rgba}));
    assertThat(rgb(colour, 0, 0)).containsExactly(255, 255, 255);
    assertThat(rgb(colour, 1, 0)).containsExactly(10, 20, 30);
    byte[] opaque = {10, 20, 30, (byte) 255};
    assertThat(read(PictureBytes.png(1, 8, 6, new byte[][] {opaque})).transparent()).isFalse();
  }

  @Test
  void oneTransparentColour_liesOnWhite() throws IOException {
    byte[] grey = {7, 8};
    PictureFile read =
        read(PictureBytes.png(2, 8, 0, new byte[][] {grey}, "tRNS", new byte[] {0, 7}));
    assertThat(levels(read, 0)).containsExactly(255, 8);
    byte[] rgb = {1, 2, 3, 1, 2, 4};
    byte[] key = {0, 1, 0, 2, 0, 3};
    PictureFile colour = read(PictureBytes.png(2, 8, 2, new byte[][] {rgb}, "tRNS", key));
    assertThat(rgb(colour, 0, 0)).containsExactly(255, 255, 255);
    assertThat(rgb(colour, 1, 0)).containsExactly(1, 2, 4);
  }

  @Test
  void palettes_giveTheirColours_andTheirTransparency() throws IOException {
    byte[] palette = {1, 2, 3, 40, 50, 60, 7, 8, 9};
    PictureFile read =
        read(
            PictureBytes.png(
                3,
                8,
                3,
                new byte[][] {{2, 1, 0}},
                "PLTE",
                palette,
                "tRNS",
                new byte[] {(byte) 255, 0}));
    assertThat(rgb(read, 0, 0)).containsExactly(7, 8, 9);
    assertThat(rgb(read, 1, 0)).containsExactly(255, 255, 255);
    assertThat(rgb(read, 2, 0)).containsExactly(1, 2, 3);
    assertThat(read.transparent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void exif_turnsThePictureUpright(int orientation) throws IOException {
    // Upright: 1 2 3 / 4 5 6. Stored so that a viewer has to turn it back.
    int[][] stored =
        switch (orientation) {
          case 2 -> new int[][] {{3, 2, 1}, {6, 5, 4}};
          case 3 -> new int[][] {{6, 5, 4}, {3, 2, 1}};
          case 4 -> new int[][] {{4, 5, 6}, {1, 2, 3}};
          case 5 -> new int[][] {{1, 4}, {2, 5}, {3, 6}};
          case 6 -> new int[][] {{3, 6}, {2, 5}, {1, 4}};
          case 7 -> new int[][] {{6, 3}, {5, 2}, {4, 1}};
          case 8 -> new int[][] {{4, 1}, {5, 2}, {6, 3}};
          default -> new int[][] {{1, 2, 3}, {4, 5, 6}};
        };
    byte[][] rows = new byte[stored.length][stored[0].length];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[0].length; x++) {
        rows[y][x] = (byte) stored[y][x];
      }
    }
    byte[] exif = PictureBytes.exif(orientation, orientation % 2 == 0);
    PictureFile read = read(PictureBytes.png(stored[0].length, 8, 0, rows, "eXIf", exif));
    assertThat(read.width()).isEqualTo(3);
    assertThat(read.height()).isEqualTo(2);
    assertThat(levels(read, 1)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void exifOfJpeg_isHeeded_andItsDamageIsNot() throws IOException {
    byte[] file = PictureBytes.of(PictureBytes.colourful(40, 24), "jpeg");
    PictureFile plain = read(file);
    byte[] turned = PictureBytes.withSegment(file, 0xe1, PictureBytes.jpegExif(6, false));
    PictureFile read = read(turned);
    assertThat(read.width()).isEqualTo(24);
    assertThat(read.height()).isEqualTo(40);
    assertThat(rgb(read, 23, 0)).isEqualTo(rgb(plain, 0, 0));
    assertThat(rgb(read, 0, 0)).isEqualTo(rgb(plain, 0, 23));
    byte[] cut = Arrays.copyOf(PictureBytes.jpegExif(6, false), 20);
    assertThat(read(PictureBytes.withSegment(file, 0xe1, cut)).width()).isEqualTo(40);
  }

  @Test
  void cmykJpeg_becomesRgb_alsoInAdobesWay() throws IOException {
    // C, M, Y, K of 1.0, 0, 0.5, 0.2: red 0, green 204, blue 102.
    byte[] plain = PictureBytes.jpeg(flat(255, 0, 128, 51));
    assertThat(rgb(read(plain), 2, 2)).containsExactly(0, 204, 102);
    byte[] inverted = PictureBytes.jpeg(flat(0, 255, 127, 204));
    byte[] adobe = PictureBytes.withSegment(inverted, 0xee, PictureBytes.adobe(0));
    assertThat(rgb(read(adobe), 2, 2)).containsExactly(0, 204, 102);
    // Luma 100 without chroma is 100 of each inverted ink, 255 - 100 left: (255 - 100) 204 / 255.
    byte[] ycck = PictureBytes.jpeg(flat(100, 128, 128, 204));
    byte[] marked = PictureBytes.withSegment(ycck, 0xee, PictureBytes.adobe(2));
    assertThat(rgb(read(marked), 2, 2)).containsExactly(124, 124, 124);
  }

  @Test
  void webp_isRead_withItsTransparency() throws IOException {
    PictureFile opaque = read(PictureBytes.webp(5, 3, new int[] {10, 20, 30, 255}, 200));
    assertThat(opaque.width()).isEqualTo(5);
    assertThat(opaque.height()).isEqualTo(3);
    assertThat(rgb(opaque, 0, 0)).containsExactly(10, 200, 30);
    assertThat(rgb(opaque, 1, 0)).containsExactly(10, 20, 30);
    assertThat(opaque.transparent()).isFalse();
    PictureFile clear = read(PictureBytes.webp(5, 3, new int[] {10, 20, 30, 0}, 200));
    assertThat(rgb(clear, 1, 0)).containsExactly(255, 255, 255);
    assertThat(clear.transparent()).isTrue();
  }

  @Test
  void animatedGif_givesItsFirstFrame_whereItLiesOnTheScreen() throws IOException {
    PictureFile read = read(animation());
    assertThat(read.frames()).isEqualTo(2);
    assertThat(read.width()).isEqualTo(6);
    assertThat(read.height()).isEqualTo(5);
    assertThat(levels(read, 0)).contains(0).contains(255);
    assertThat(rgb(read, 2, 1)).containsExactly(0, 0, 0);
    assertThat(rgb(read, 1, 1)).containsExactly(255, 255, 255);
  }

  @Test
  void aFrameBesideItsScreen_leavesTheScreenWhite() throws IOException {
    byte[] file = PictureBytes.of(PictureBytes.colourful(4, 4), "gif");
    int frame = 13 + (3 << ((file[10] & 7) + 1));
    while (file[frame] != 0x2c) {
      frame++;
    }
    file[frame + 1] = 9; // from the left
    assertThat(levels(read(file), 0)).containsOnly(255);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void aFileCutShort_isDamaged(String format) throws IOException {
    byte[] whole = PictureBytes.of(PictureBytes.colourful(40, 30), format);
    for (double share : new double[] {0.3, 0.55, 0.9}) {
      byte[] cut = Arrays.copyOf(whole, (int) (share * whole.length));
      assertThatThrownBy(() -> read(cut))
          .as(format + " cut at " + share)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("a/picture is damaged: ");
    }
  }

  @Test
  void aWebpFileWhosePictureEndsBeforeItsLastPixel_isDamaged() throws IOException {
    byte[] whole = PictureBytes.webp(190, 130, new int[] {10, 20, 30, 255}, 200);
    ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(whole, whole.length / 4 * 2));
    cut.order(ByteOrder.LITTLE_ENDIAN);
    cut.putInt(4, cut.capacity() - 8).putInt(16, cut.capacity() - 20);
    assertThatThrownBy(() -> read(cut.array())).hasMessageContaining("its data end early");
  }

  @Test
  void aChecksumThatDoesNotHold_isDamage() throws IOException {
    byte[] file = PictureBytes.png(2, 8, 3, new byte[][] {{0, 1}}, "PLTE", new byte[6]);
    file[45] = 9; // a colour of the palette
    assertThatThrownBy(() -> read(file)).hasMessageContaining("checksum of its PNG chunk PLTE");
  }

  @Test
  void whatIsNoPicture_isNamed() {
    assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("a/picture is empty");
    assertThatThrownBy(() -> read(bytes("II*\0 and so on")))
        .hasMessageContaining("is a TIFF file, no picture in a known format (PNG, JPEG, GIF, BMP,");
    assertThatThrownBy(() -> read(bytes("<!DOCTYPE html><title>404")))
        .hasMessageContaining("a web page");
  }

  @Test
  void aSizeThatNoHeapHolds_isRefusedBeforeItIsDecoded() throws IOException {
    byte[] huge = PictureBytes.of(PictureBytes.colourful(4, 4), "gif");
    for (int at : new int[] {6, 7, 8, 9}) {
      huge[at] = (byte) 0xff;
    }
    assertThatThrownBy(() -> read(huge)).hasMessageContaining("is 65535 x 65535 pixels");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static PictureFile read(byte[] bytes) throws IOException {
    return PictureFile.read("a/picture", bytes);
  }

  private static int[] rgb(PictureFile read, int x, int y) {
    int plane = read.height() * read.width();
    int at = y * read.width() + x;
    return new int[] {
      read.pixels()[at] & 0xff,
      read.pixels()[plane + at] & 0xff,
      read.pixels()[2 * plane + at] & 0xff
    };
  }

  private static int[] levels(PictureFile read, int channel) {
    int plane = read.height() * read.width();
    int[] levels = new int[plane];
    for (int i = 0; i < plane; i++) {
      levels[i] = read.pixels()[channel * plane + i] & 0xff;
    }
    return levels;
  }

  private static WritableRaster flat(int... samples) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, samples.length, null);
    for (int i = 0; i < 64; i++) {
      raster.setPixel(i % 8, i / 8, samples);
    }
    return raster;
  }

  /** Two frames of 2x2, black, at (2, 1) of a screen of 6x5. */
  private static byte[] animation() throws IOException {
    BufferedImage frame = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_BINARY);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      IIOMetadata screen = writer.getDefaultStreamMetadata(null);
      IIOMetadataNode root = new IIOMetadataNode("javax_imageio_gif_stream_1.0");
      IIOMetadataNode size = new IIOMetadataNode("LogicalScreenDescriptor");
      size.setAttribute("logicalScreenWidth", "6");
      size.setAttribute("logicalScreenHeight", "5");
      size.setAttribute("colorResolution", "8");
      size.setAttribute("pixelAspectRatio", "0");
      root.appendChild(size);
      screen.mergeTree("javax_imageio_gif_stream_1.0", root);
      writer.prepareWriteSequence(screen);
      for (int i = 0; i < 2; i++) {
        IIOMetadata place =
            writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
        IIOMetadataNode image = new IIOMetadataNode("javax_imageio_gif_image_1.0");
        IIOMetadataNode corner = new IIOMetadataNode("ImageDescriptor");
        corner.setAttribute("imageLeftPosition", "2");
        corner.setAttribute("imageTopPosition", "1");
        corner.setAttribute("imageWidth", "2");
        corner.setAttribute("imageHeight", "2");
        corner.setAttribute("interlaceFlag", "FALSE");
        image.appendChild(corner);
        place.mergeTree("javax_imageio_gif_image_1.0", image);
        writer.writeToSequence(new IIOImage(frame, null, place), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
