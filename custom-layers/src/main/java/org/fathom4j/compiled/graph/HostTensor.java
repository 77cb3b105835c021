package org.fathom4j.compiled.graph;

import java.nio.FloatBuffer;

/** A tensor as Java sees it: row-major floats, not copied. */
public interface HostTensor {
  /** Its logical sizes. */
  Shape shape();

  /** Its elements in the machine's byte order; position 0, limit at the end. */
  FloatBuffer buffer();
}
