package org.fathom4j.compiled.graph;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A tensor of a running program as Java sees it: row-major floats, not copied. */
public interface HostTensor {

  /** Its logical sizes. */
  Shape shape();

  /** Its elements; position 0, limit at the end. */
  FloatBuffer buffer();

  /** The same elements as an array of its shape. */
  INDArray array();
}
