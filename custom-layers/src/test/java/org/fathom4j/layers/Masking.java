package org.fathom4j.layers;

/** What a layer does with a mask of its input. */
public enum Masking {
  /**
   * Nothing: outputs and gradients are as without a mask, which goes on to the next layer as it is.
   */
  PASSED_ON,
  /**
   * Outputs and gradients are as without a mask; what goes on has the size of the output images,
   * with cells that any unmasked cell under the window leaves unmasked. Where stride 1 in mode Same
   * keeps the size, the mask goes on as it is.
   */
  REDUCED,
  /**
   * Outputs of masked examples are 0, and they give no gradient; the mask goes on as it is, for the
   * biases of the next layer.
   */
  ZEROED
}
