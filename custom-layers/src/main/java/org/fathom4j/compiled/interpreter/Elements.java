package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.RowSums;
import org.fathom4j.compiled.graph.Sum;

/** What is done element by element, or row by row. */
final class Elements {
  private Elements() {}

  /** {@code y = (a x1) op (b x2)}. */
  static void arithmetic(
      Arithmetic arithmetic, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    double a = now.at(arithmetic.left());
    double b = now.at(arithmetic.right());
    for (int i = 0; i < writes.get(0).elements(); i++) {
      double left = a * reads.get(0).get(i);
      double right = b * reads.get(1).get(i);
      writes
          .get(0)
          .set(
              i,
              switch (arithmetic.operator()) {
                case PLUS -> left + right;
                case TIMES -> left * right;
                case OVER -> left / right;
              });
    }
  }

  /** {@code y = sum over i of f[i] x[i]}. */
  static void sum(Sum sum, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    for (int i = 0; i < writes.get(0).elements(); i++) {
      double total = 0;
      for (int term = 0; term < reads.size(); term++) {
        total += sum.factors().get(term) * reads.get(term).get(i);
      }
      writes.get(0).set(i, total);
    }
  }

  /** {@code y = x1 x2}. */
  static void product(
      Product product, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    for (int i = 0; i < writes.get(0).elements(); i++) {
      writes.get(0).set(i, reads.get(0).get(i) * reads.get(1).get(i));
    }
  }

  /** {@code y[r,0] = sum over c of x[r,c]}. */
  static void rowSums(
      RowSums sums, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells x = reads.get(0);
    for (int row = 0; row < x.size(0); row++) {
      double sum = 0;
      for (int column = 0; column < x.size(1); column++) {
        sum += x.get(row * x.size(1) + column);
      }
      writes.get(0).set(row, sum);
    }
  }

  /** The same elements. */
  static void reshape(
      Reshape reshape, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    for (int i = 0; i < reads.get(0).elements(); i++) {
      writes.get(0).set(i, reads.get(0).get(i));
    }
  }
}
