package org.fathom4j.compiled.cuda.program;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fathom4j.compiled.cuda.device.Place;

/** Sums of rows, always in the same order: of long rows first the parts, then their sum. */
final class Sums {
  /** Groups that keep a large processor busy. */
  private static final int MANY = 512;

  /** Least elements of a part. */
  private static final int PART = 2048;

  private Sums() {}

  /** What is summed: of tensors x and y at the element i, and of numbers u and v of the row k. */
  enum Term {
    /** x. */
    PLAIN("x[i]"),
    /** |x|. */
    MAGNITUDES("fabsf(x[i])"),
    /** x^2. */
    SQUARES("x[i] * x[i]"),
    /** y min(x, 0). */
    BELOW_ZERO("x[i] < 0.0f ? x[i] * y[i] : 0.0f"),
    /** (x-u)^2. */
    SPREAD("(x[i] - u[k]) * (x[i] - u[k])"),
    /** y times x, less the mean u and divided by the root of v + c. */
    NORMALIZED("(x[i] - u[k]) / sqrtf(v[k] + c) * y[i]");

    private final String formula;

    Term(String formula) {
      this.formula = formula;
    }

    private String kernel() {
      return "sum_" + name().toLowerCase(Locale.ROOT);
    }
  }

  static String source() {
    return Arrays.stream(Term.values()).map(Sums::source).collect(Collectors.joining());
  }

  private static String source(Term term) {
    return """

        KERNEL(%s)(int rows, RUNS, int parts, int width, float factor, GLOBAL const float *x, GLOBAL const float *y,
            GLOBAL const float *u, GLOBAL const float *v, float c, GLOBAL float *result) {
          SHARED float shared[GROUP];
          int row = ROW(width);
          int k = row / parts;
          int part = (summed + parts - 1) / parts;
          int from = row %% parts * part;
          int end = row >= rows * parts ? 0 : from + part < summed ? from + part : summed;
          float sum = 0.0f;
          for (int r = from + IN_ROW(width); r < end; r += width) {
            int i = RUN_OF(k, r);
            sum += %s;
          }
          sum = sum_of(shared, sum, width);
          if (row < rows * parts && IN_ROW(width) == 0) {
            result[row] = factor * sum;
          }
        }
        """
        .formatted(term.kernel(), term.formula);
  }

  /**
   * What is summed over.
   *
   * @param x first tensor
   * @param y second tensor
   * @param u numbers of rows
   * @param v numbers of rows
   * @param c a number
   */
  record Operands(Place x, Place y, Place u, Place v, double c) {
    static Operands of(Place x) {
      return of(x, x);
    }

    static Operands of(Place x, Place y) {
      return new Operands(x, y, x, x, 0);
    }
  }

  /** Adds {@code result[k] = factor times the sum of row k}. */
  static void add(
      Assembler program, Term term, Runs runs, Operands operands, double factor, Place result) {
    int parts = parts(runs);
    Place first = parts == 1 ? result : program.scratch((long) runs.kept() * parts);
    int width = Assembler.width((runs.summed() + parts - 1) / parts);
    program.rows(
        term.kernel(),
        (long) runs.kept() * parts,
        width,
        new Arguments()
            .whole(runs.kept())
            .all(runs.arguments())
            .whole(parts, width)
            .real(parts == 1 ? factor : 1)
            .place(operands.x)
            .place(operands.y)
            .place(operands.u)
            .place(operands.v)
            .real(operands.c)
            .place(first));
    if (parts > 1) {
      int second = Assembler.width(parts);
      program.rows(
          "sum_of_parts",
          runs.kept(),
          second,
          new Arguments()
              .whole(runs.kept(), parts, second)
              .real(factor)
              .place(first)
              .place(result));
    }
  }

  private static int parts(Runs runs) {
    int wanted = (MANY + runs.kept() - 1) / runs.kept();
    return Math.max(1, Math.min(wanted, runs.summed() / PART));
  }
}
