package org.fathom4j.chapter6;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers out of arrays. */
final class Values {
  private Values() {}

  /** The numbers of an array, row after row. */
  static double[] of(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }
}
