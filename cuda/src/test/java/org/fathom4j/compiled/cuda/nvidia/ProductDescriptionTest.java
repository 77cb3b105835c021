package org.fathom4j.compiled.cuda.nvidia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.cuda.cublas.cublasLtMatmulPreferenceOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.fathom4j.compiled.cuda.device.MatrixProduct;
import org.fathom4j.compiled.cuda.device.MatrixProduct.Factor;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.nvidia.Routines.Operand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cuBLAS is told of a product, as it tells it back; no card is needed for that. */
class ProductDescriptionTest {
  @TempDir Path folder;

  /** Prints rows, columns and distance of columns of each matrix, then the wishes. */
  static final class Describe {
    private Describe() {}

    public static void main(String[] arguments) {
      Libraries.load();
      for (boolean left : new boolean[] {false, true}) {
        for (boolean right : new boolean[] {false, true}) {
          Place place = Place.of(new Block(256, 1 << 20, () -> {}));
          MatrixProduct product =
              new MatrixProduct(
                  2,
                  3,
                  5,
                  new Factor(place, left),
                  new Factor(place, right),
                  Optional.of(place),
                  Optional.empty(),
                  place);
          try (ProductDescription described = new ProductDescription(product, left)) {
            System.out.printf(
                "told %b %b: %s %s %s%n",
                left,
                right,
                matrix(described.left()),
                matrix(described.right()),
                matrix(described.result()));
          }
        }
      }
      cublasLtMatmulPreferenceOpaque_t wishes =
          ProductDescription.wishes(
              List.of(new Operand(4, 4), new Operand(24, 4), new Operand(1024, 4)));
      System.out.printf(
          "told wishes: %d %d %d%n",
          alignment(wishes, cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES),
          alignment(wishes, cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES),
          alignment(wishes, cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES));
    }

    private static String matrix(cublasLtMatrixLayoutOpaque_t layout) {
      return "%dx%d/%d"
          .formatted(
              number(layout, cublas.CUBLASLT_MATRIX_LAYOUT_ROWS),
              number(layout, cublas.CUBLASLT_MATRIX_LAYOUT_COLS),
              number(layout, cublas.CUBLASLT_MATRIX_LAYOUT_LD));
    }

    private static long number(cublasLtMatrixLayoutOpaque_t layout, int attribute) {
      try (LongPointer value = new LongPointer(new long[1]);
          SizeTPointer size = new SizeTPointer(1)) {
        Answers.ofProducts(
            cublas.cublasLtMatrixLayoutGetAttribute(layout, attribute, value, Long.BYTES, size),
            "cuBLAS tells of no matrix");
        return value.get();
      }
    }

    private static int alignment(cublasLtMatmulPreferenceOpaque_t wishes, int attribute) {
      try (IntPointer value = new IntPointer(new int[1]);
          SizeTPointer size = new SizeTPointer(1)) {
        Answers.ofProducts(
            cublas.cublasLtMatmulPreferenceGetAttribute(
                wishes, attribute, value, Integer.BYTES, size),
            "cuBLAS tells of no wishes");
        return value.get();
      }
    }
  }

  /** Columns lie together there: what is 2x5 by rows here is 5x2 by columns there. */
  @Test
  void everyMatrixIsTheOtherWayAround() throws IOException, InterruptedException {
    String printed =
        ChildJvm.with(
                Stream.concat(
                    ChildJvm.libraries().stream(), Stream.of(ChildJvm.stubDriver(folder))))
            .run(Describe.class);
    assertThat(printed.lines().filter(line -> line.startsWith("told ")))
        .containsExactly(
            "told false false: 5x2/5 3x5/3 3x2/3",
            "told false true: 5x2/5 5x3/5 3x2/3",
            "told true false: 2x5/2 3x5/3 3x2/3",
            "told true true: 2x5/2 5x3/5 3x2/3",
            "told wishes: 8 4 256");
  }
}
