package org.fathom4j.device;

/**
 * The build of ND4J that {@code ./fathom} put on the class path, as it said when it started this
 * process, so that nothing is loaded.
 *
 * @param backend {@code nd4j-native} or {@code nd4j-cuda-11.6}; empty where another started it
 * @param classifier such as {@code linux-x86_64-onednn-avx512}; empty where another started it
 */
public record NativeBuild(String backend, String classifier) {
  private static final NativeBuild CURRENT =
      new NativeBuild(
          System.getProperty("fathom.backend", ""), System.getProperty("fathom.native", ""));

  /** The build of this process. */
  public static NativeBuild current() {
    return CURRENT;
  }

  /** {@code nd4j-native linux-x86_64-onednn-avx512}. */
  public String describe() {
    return backend.isEmpty() ? "a build that ./fathom did not choose" : backend + " " + classifier;
  }
}
