package org.fathom4j.layers.convolution;

/** What {@link Pooling} takes of each window. */
public enum PoolingKind {
  /** The largest value. */
  MAX,
  /** The mean of the values inside the image. */
  AVERAGE
}
