package org.fathom4j.compiled.cuda.nvidia;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What can be chosen.
 *
 * @param tensorFloats where operands are rounded to TF32
 * @param timed how many ways to do a product are compared by their time; 1 takes the first, so that
 *     the same program is computed the same way each time
 */
record CudaSettings(TensorFloats tensorFloats, int timed) {
  /** System property: where operands are rounded to TF32, in lower case. */
  static final String TENSOR_FLOATS = "fathom4j.cuda.tf32";

  /** System property: how many ways to do a product are compared by their time. */
  static final String TIMED = "fathom4j.cuda.timed";

  /**
   * Where operands are rounded to TF32 (8 bits of exponent, 11 of significand), of which cards from
   * 8.0 on multiply many more a second.
   */
  enum TensorFloats {
    /** Nowhere. */
    NONE,
    /** In convolutions, not in products: what PyTorch does. */
    CONVOLUTIONS,
    /** In convolutions and products. */
    ALL;

    boolean inProducts() {
      return this == ALL;
    }

    boolean inConvolutions() {
      return this != NONE;
    }

    String describe() {
      return switch (this) {
        case NONE -> "no TF32";
        case CONVOLUTIONS -> "TF32 in convolutions";
        case ALL -> "TF32 in convolutions and products";
      };
    }
  }

  /**
   * Those of the system's properties.
   *
   * @throws IllegalArgumentException where one is set to what it cannot be
   */
  static CudaSettings ofSystem() {
    return of(System.getProperty(TENSOR_FLOATS, "convolutions"), System.getProperty(TIMED, "1"));
  }

  static CudaSettings of(String tensorFloats, String timed) {
    TensorFloats chosen =
        Arrays.stream(TensorFloats.values())
            .filter(each -> name(each).equals(tensorFloats))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s must be one of %s, got '%s'"
                            .formatted(
                                TENSOR_FLOATS,
                                Arrays.stream(TensorFloats.values())
                                    .map(CudaSettings::name)
                                    .collect(Collectors.joining(", ")),
                                tensorFloats)));
    if (!timed.matches("[1-9]\\d?")) {
      throw new IllegalArgumentException(
          "%s must be a number from 1 to 99, got '%s'".formatted(TIMED, timed));
    }
    return new CudaSettings(chosen, Integer.parseInt(timed));
  }

  private static String name(TensorFloats each) {
    return each.name().toLowerCase(Locale.ROOT);
  }
}
