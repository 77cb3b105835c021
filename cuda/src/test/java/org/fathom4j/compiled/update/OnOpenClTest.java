package org.fathom4j.compiled.update;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.fathom4j.compiled.cuda.opencl.OpenClDevice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What parameters are held to by oneDNN, our own kernels hold them to as well. */
class OnOpenClTest {
  @BeforeAll
  static void requirePlatform() {
    assumeTrue(OpenClDevice.found(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
  }

  @Nested
  class Norms extends NormsTest {}

  @Nested
  class Held extends ConstraintsTest {}
}
