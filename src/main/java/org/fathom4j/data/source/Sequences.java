package org.fathom4j.data.source;

import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.data.image.Framing;

/** How whole numbers are shown and labelled (arXiv 1312.6082, sections 4 and 5.1). */
final class Sequences {
  static final int MAX_LENGTH = 5;
  static final int CROP = 54;
  static final Target.Sequence TARGET = new Target.Sequence(MAX_LENGTH, 10);

  private Sequences() {}

  /** 54x54 of 64x64 pixels: anywhere in training, the centre otherwise. */
  static Framing framing(FeatureShape.Image stored) {
    return Framing.crop(stored, CROP);
  }

  /** The same, varied and tested as the section asks for. */
  static Framing framing(FeatureShape.Image stored, ImageOptions images) {
    return framing(stored).varied(images.distortion()).withCrops(images.crops());
  }

  /**
   * Writes the length class, {@code MAX_LENGTH + 1} for longer numbers, and the first digits; 0
   * where there is none.
   */
  static void label(int[] digits, int[] into, int offset) {
    into[offset] = Math.min(digits.length, MAX_LENGTH + 1);
    for (int i = 0; i < MAX_LENGTH; i++) {
      into[offset + 1 + i] = i < digits.length ? digits[i] : 0;
    }
  }
}
