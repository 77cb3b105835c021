package org.fathom4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.data.format.ExportMark;
import org.fathom4j.data.format.IdxFile;
import org.fathom4j.data.format.MatArray;
import org.fathom4j.data.format.MatFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageExportTest {
  @TempDir Path folder;

  @Test
  void colour_isWrittenColumnByColumn_andClass0AsLabel10() throws IOException {
    // Two pictures of 1 row and 2 columns: (c, y, x).
    byte[] pixels = {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16};
    ImageStore store = new ImageStore(new FeatureShape.Image(1, 2, 3), pixels, new int[] {0, 7}, 1);
    Path file = ImageExport.write("a title", List.of(examples(store)), folder, false).get(0);
    assertThat(file).hasFileName("train_1x2.mat");
    assertThat(ExportMark.read(file)).hasValue("a title");
    try (MatArray x = MatFile.open(file).array("X");
        MatArray y = MatFile.open(file).array("y")) {
      assertThat(x.dimensions()).containsExactly(1, 2, 3, 2);
      assertThat(y.dimensions()).containsExactly(2, 1);
      assertThat(x.toInts()).containsExactly(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16);
      assertThat(y.toInts()).containsExactly(10, 7);
    }
  }

  @Test
  void grey_isWrittenAsIdx() throws IOException {
    ImageStore store =
        new ImageStore(
            new FeatureShape.Image(1, 2, 1), new byte[] {1, 2, 3, (byte) 200}, new int[] {0, 9}, 1);
    List<Path> files = ImageExport.write("a title", List.of(examples(store)), folder, true);
    assertThat(ExportMark.read(files.get(0))).hasValue("a title");
    IdxFile images = IdxFile.open(files.get(0), 3);
    assertThat(images.dimensions()).containsExactly(2, 1, 2);
    assertThat(images.read()).containsExactly(1, 2, 3, 200);
    assertThat(IdxFile.open(files.get(1), 1).read()).containsExactly(0, 9);
    assertThat(files.get(0)).hasFileName("t10k-images-idx3-ubyte.gz");
  }

  private static ImageExamples examples(ImageStore store) {
    Target target = new Target.Classes(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    return new ImageExamples(
        store,
        new int[] {0, 1},
        target,
        Framing.whole(store.shape()),
        new Normalization.None(store.shape().channels()));
  }
}
