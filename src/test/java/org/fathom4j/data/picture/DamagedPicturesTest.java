package org.fathom4j.data.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.fathom4j.data.format.FileDamage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to a picture file, reading it ends in a picture or in an answer that names it.
 */
class DamagedPicturesTest {
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "webp", "cmyk"})
  void randomDamage_endsInAPictureOrInAnAnswer(String format) throws IOException {
    byte[] whole = whole(format);
    byte[] pixels = PictureFile.read("whole", whole).pixels();
    int answers = 0;
    int cases = FileDamage.cases();
    for (int i = 0; i < cases; i++) {
      byte[] damaged = FileDamage.of(whole, i);
      Optional<PictureFile> read = read(damaged);
      answers += read.isEmpty() ? 1 : 0;
      String what = format + " of seed " + i;
      if (read.isPresent()) {
        assertThat(read.get().pixels())
            .as(what)
            .hasSize(3 * read.get().height() * read.get().width());
      }
      if (format.equals("png") && read.isPresent()) { // it has checksums
        assertThat(Arrays.equals(read.get().pixels(), pixels)).as(what).isTrue();
      }
    }
    assertThat(answers).as("refused of " + cases).isPositive();
  }

  private static Optional<PictureFile> read(byte[] bytes) {
    try {
      return Optional.of(PictureFile.read("a/picture", bytes));
    } catch (IOException e) {
      assertThat(e).hasMessageStartingWith("a/picture ");
      return Optional.empty();
    }
  }

  private static byte[] whole(String format) throws IOException {
    return switch (format) {
      case "webp" -> PictureBytes.webp(190, 130, new int[] {10, 20, 30, 128}, 200);
      case "cmyk" ->
          PictureBytes.withSegment(
              PictureBytes.withSegment(
                  PictureBytes.jpeg(PictureBytes.raster(24, 16, 4)), 0xee, PictureBytes.adobe(2)),
              0xe1,
              PictureBytes.jpegExif(5, true));
      default -> PictureBytes.of(PictureBytes.colourful(31, 23), format);
    };
  }
}
