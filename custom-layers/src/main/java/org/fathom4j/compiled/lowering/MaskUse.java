package org.fathom4j.compiled.lowering;

/** What a network makes of masks of features in training. */
public enum MaskUse {
  /** What has no compiled form. */
  REFUSED,
  /** Nothing. */
  IGNORED,
  /** It takes those steps of sequences alone that they count. */
  COUNTS_STEPS
}
