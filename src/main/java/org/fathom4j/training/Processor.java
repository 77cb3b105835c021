package org.fathom4j.training;

import org.nd4j.linalg.factory.Nd4j;

/** What ND4J computes on: its backend on the class path decides once for the whole process. */
public enum Processor {
  /** The CPU. */
  CPU,
  /** An NVIDIA card. */
  CUDA;

  private static final Processor CURRENT = Nd4j.getEnvironment().isCPU() ? CPU : CUDA;

  /** That of this process. */
  public static Processor current() {
    return CURRENT;
  }
}
