package org.fathom4j.compiled.graph;

/** Which part of an operation a step does. */
public enum Pass {
  /** Output from input. */
  FORWARD,
  /** Gradient of the input from that of the output. */
  BACKWARD_DATA,
  /** Gradient of the parameters from that of the output. */
  BACKWARD_PARAMETERS
}
