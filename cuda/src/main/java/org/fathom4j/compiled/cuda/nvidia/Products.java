package org.fathom4j.compiled.cuda.nvidia;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.fathom4j.compiled.cuda.device.MatrixProduct;
import org.fathom4j.compiled.cuda.device.Place;

/** Matrix products by cuBLAS, whose heuristic names the ways. */
final class Products implements Routines<MatrixProduct> {
  private static final int WAYS = 8;

  private final CUstream_st stream;
  private final boolean tensorFloats;
  private final cublasLtContext context = new cublasLtContext();

  /**
   * Opens the library.
   *
   * @param tensorFloats whether factors may be rounded to TF32
   */
  Products(CUstream_st stream, boolean tensorFloats) {
    this.stream = stream;
    this.tensorFloats = tensorFloats;
    Answers.ofProducts(cublas.cublasLtCreate(context), "cuBLAS does not begin");
  }

  /** Such as {@code 13.4.1}. */
  static String version() {
    long version = cublas.cublasLtGetVersion();
    return "%d.%d.%d".formatted(version / 10000, version / 100 % 100, version % 100);
  }

  /** The left factor, the right one, the result, and the bias if any. */
  @Override
  public List<Operand> operands(MatrixProduct product) {
    List<Operand> operands = new ArrayList<>();
    operands.add(operand(product.left().place(), (long) product.rows() * product.depth()));
    operands.add(operand(product.right().place(), (long) product.depth() * product.columns()));
    operands.add(operand(product.result(), (long) product.rows() * product.columns()));
    product.bias().ifPresent(bias -> operands.add(operand(bias, product.columns())));
    return operands;
  }

  private static Operand operand(Place place, long floats) {
    return new Operand(Block.address(place), floats * Float.BYTES);
  }

  /** None with a function: cuBLAS' rectifier turns what is not a number into 0. */
  @Override
  public Ways ways(MatrixProduct product) {
    if (product.function().isPresent()) {
      return Ways.NONE;
    }
    cublasLtMatmulHeuristicResult_t found = new cublasLtMatmulHeuristicResult_t(WAYS);
    int[] count = new int[1];
    try (ProductDescription description = new ProductDescription(product, tensorFloats)) {
      int answer = description.ask(context, operands(product), found, WAYS, count);
      if (answer == cublas.CUBLAS_STATUS_NOT_SUPPORTED) {
        return Ways.NONE;
      }
      Answers.ofProducts(answer, "cuBLAS names no way to multiply");
    }
    return new Found(product, found, count[0]);
  }

  private final class Found implements Ways {
    private final MatrixProduct product;
    private final cublasLtMatmulHeuristicResult_t found;
    private final int count;
    private int next;

    private Found(MatrixProduct product, cublasLtMatmulHeuristicResult_t found, int count) {
      this.product = product;
      this.found = found;
      this.count = count;
    }

    @Override
    public Optional<Routine> next() {
      while (next < count) {
        cublasLtMatmulHeuristicResult_t way = found.getPointer(next);
        next++;
        if (way.state() == cublas.CUBLAS_STATUS_SUCCESS) {
          return Optional.of(new Way(product, way));
        }
      }
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private final class Way implements Routine {
    private static final int RESULT = 2;
    private static final int BIAS = 3;

    private final MatrixProduct product;
    private final ProductDescription description;
    private final cublasLtMatmulHeuristicResult_t found;
    private final FloatPointer one = new FloatPointer(1f);
    private final FloatPointer zero = new FloatPointer(0f);

    private Way(MatrixProduct product, cublasLtMatmulHeuristicResult_t found) {
      this.product = product;
      this.description = new ProductDescription(product, tensorFloats);
      this.found = found;
    }

    @Override
    public long workspace() {
      return found.workspaceSize();
    }

    @Override
    public void queue(long[] operands, long workspace) {
      if (operands.length > BIAS) {
        description.bias(operands[BIAS]);
      }
      Pointer result = new Handle(operands[RESULT]);
      Answers.ofProducts(
          cublas.cublasLtMatmul(
              context,
              description.kind(),
              one,
              new Handle(operands[1]),
              description.right(),
              new Handle(operands[0]),
              description.left(),
              zero,
              result,
              description.result(),
              result,
              description.result(),
              found.algo(),
              new Handle(workspace),
              found.workspaceSize(),
              stream),
          "cuBLAS does not multiply");
    }

    @Override
    public String describe() {
      return "cuBLAS product %dx%dx%d%s"
          .formatted(
              product.rows(), product.depth(), product.columns(), tensorFloats ? " in TF32" : "");
    }

    @Override
    public void close() {
      description.close();
    }
  }

  @Override
  public void close() {
    Answers.ofProducts(cublas.cublasLtDestroy(context), "cuBLAS does not end");
  }
}
