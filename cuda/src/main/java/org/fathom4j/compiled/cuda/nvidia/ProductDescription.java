package org.fathom4j.compiled.cuda.nvidia;

import java.util.List;
import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.cublas.cublasLtMatmulDescOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulPreferenceOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.fathom4j.compiled.cuda.device.MatrixProduct;
import org.fathom4j.compiled.cuda.nvidia.Routines.Operand;

/**
 * A product as cuBLAS is told of it. To cuBLAS columns are what lies together, so that what we
 * store row by row is to it transposed: it is asked for the transposed result, which is the
 * transposed right factor by the transposed left one. A bias for each of our columns is to it one
 * for each row, as it has them.
 */
final class ProductDescription implements AutoCloseable {
  /** As much as PyTorch allows on Hopper. */
  private static final long WORKSPACE = 32 << 20;

  private final cublasLtMatmulDescOpaque_t kind;
  private final cublasLtMatrixLayoutOpaque_t left;
  private final cublasLtMatrixLayoutOpaque_t right;
  private final cublasLtMatrixLayoutOpaque_t result;

  ProductDescription(MatrixProduct product, boolean tensorFloats) {
    try (PointerPointer<Pointer> made = new PointerPointer<>(1)) {
      Answers.ofProducts(
          cublas.cublasLtMatmulDescCreate(
              made,
              tensorFloats ? cublas.CUBLAS_COMPUTE_32F_FAST_TF32 : cublas.CUBLAS_COMPUTE_32F,
              cudart.CUDA_R_32F),
          "cuBLAS describes no product");
      kind = new cublasLtMatmulDescOpaque_t(made.get());
    }
    set(cublas.CUBLASLT_MATMUL_DESC_TRANSA, operation(product.right()));
    set(cublas.CUBLASLT_MATMUL_DESC_TRANSB, operation(product.left()));
    if (product.bias().isPresent()) {
      set(cublas.CUBLASLT_MATMUL_DESC_EPILOGUE, cublas.CUBLASLT_EPILOGUE_BIAS);
    }
    left = matrix(product.left(), product.rows(), product.depth());
    right = matrix(product.right(), product.depth(), product.columns());
    result = matrix(product.rows(), product.columns());
  }

  private static int operation(MatrixProduct.Factor factor) {
    return factor.transposed() ? cublas.CUBLAS_OP_T : cublas.CUBLAS_OP_N;
  }

  private void set(int attribute, int value) {
    try (IntPointer pointer = new IntPointer(new int[] {value})) {
      Answers.ofProducts(
          cublas.cublasLtMatmulDescSetAttribute(kind, attribute, pointer, Integer.BYTES),
          "cuBLAS describes no product");
    }
  }

  private static cublasLtMatrixLayoutOpaque_t matrix(
      MatrixProduct.Factor factor, int rows, int columns) {
    return factor.transposed() ? matrix(columns, rows) : matrix(rows, columns);
  }

  /** What we store row by row. */
  private static cublasLtMatrixLayoutOpaque_t matrix(int rows, int columns) {
    try (PointerPointer<Pointer> made = new PointerPointer<>(1)) {
      Answers.ofProducts(
          cublas.cublasLtMatrixLayoutCreate(made, cudart.CUDA_R_32F, columns, rows, columns),
          "cuBLAS describes no matrix");
      return new cublasLtMatrixLayoutOpaque_t(made.get());
    }
  }

  cublasLtMatmulDescOpaque_t kind() {
    return kind;
  }

  cublasLtMatrixLayoutOpaque_t left() {
    return left;
  }

  cublasLtMatrixLayoutOpaque_t right() {
    return right;
  }

  cublasLtMatrixLayoutOpaque_t result() {
    return result;
  }

  /** Where the bias lies. */
  void bias(long address) {
    try (LongPointer pointer = new LongPointer(new long[] {address})) {
      Answers.ofProducts(
          cublas.cublasLtMatmulDescSetAttribute(
              kind, cublas.CUBLASLT_MATMUL_DESC_BIAS_POINTER, pointer, Long.BYTES),
          "cuBLAS describes no product");
    }
  }

  /** Asks for ways on operands that lie where these do: left, right, result, bias. */
  int ask(
      cublasLtContext context,
      List<Operand> operands,
      cublasLtMatmulHeuristicResult_t found,
      int most,
      int[] count) {
    if (operands.size() > 3) {
      bias(operands.get(3).address());
    }
    cublasLtMatmulPreferenceOpaque_t wishes = wishes(operands);
    try {
      return cublas.cublasLtMatmulAlgoGetHeuristic(
          context, kind, right, left, result, result, wishes, most, found, count);
    } finally {
      cublas.cublasLtMatmulPreferenceDestroy(wishes);
    }
  }

  /** How the operands are aligned, and what a way may need beside them. */
  static cublasLtMatmulPreferenceOpaque_t wishes(List<Operand> operands) {
    cublasLtMatmulPreferenceOpaque_t wishes;
    try (PointerPointer<Pointer> made = new PointerPointer<>(1)) {
      Answers.ofProducts(cublas.cublasLtMatmulPreferenceCreate(made), "cuBLAS takes no wishes");
      wishes = new cublasLtMatmulPreferenceOpaque_t(made.get());
    }
    try (LongPointer bytes = new LongPointer(new long[] {WORKSPACE})) {
      set(wishes, cublas.CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, bytes, Long.BYTES);
    }
    int result = operands.get(2).alignment();
    set(wishes, cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, operands.get(1).alignment());
    set(wishes, cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, operands.get(0).alignment());
    set(wishes, cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, result);
    set(wishes, cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, result);
    return wishes;
  }

  private static void set(cublasLtMatmulPreferenceOpaque_t wishes, int attribute, int value) {
    try (IntPointer pointer = new IntPointer(new int[] {value})) {
      set(wishes, attribute, pointer, Integer.BYTES);
    }
  }

  private static void set(
      cublasLtMatmulPreferenceOpaque_t wishes, int attribute, Pointer value, long bytes) {
    Answers.ofProducts(
        cublas.cublasLtMatmulPreferenceSetAttribute(wishes, attribute, value, bytes),
        "cuBLAS takes no wishes");
  }

  @Override
  public void close() {
    cublas.cublasLtMatrixLayoutDestroy(left);
    cublas.cublasLtMatrixLayoutDestroy(right);
    cublas.cublasLtMatrixLayoutDestroy(result);
    cublas.cublasLtMatmulDescDestroy(kind);
  }
}
