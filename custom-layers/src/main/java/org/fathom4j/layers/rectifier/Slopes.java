package org.fathom4j.layers.rectifier;

/** Which outputs of a {@link ParametricRectifier} share one slope. */
public enum Slopes {
  /** Each unit has its own; over images each channel at each position. */
  PER_UNIT,
  /** One per channel (feature map); without images the same as PER_UNIT. */
  PER_CHANNEL,
  /** One for the whole layer. */
  SHARED
}
