package org.fathom4j.trial;

import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads the numeric libraries share one step's work among. A convolutional network's
 * losses depend on it, so it belongs to a sweep, not to the process that trains: figures are as if
 * {@code OMP_NUM_THREADS} had been that number when the process began.
 *
 * @param most that ND4J may use at all
 * @param each that ND4J uses for one operation
 * @param blas that its BLAS uses
 */
record NumericThreads(int most, int each, int blas) {
  /** What holds for the whole process now; nothing to keep where a GPU computes. */
  static NumericThreads now() {
    Environment nd4j = Nd4j.getEnvironment();
    return nd4j.isCPU()
        ? new NumericThreads(
            nd4j.maxThreads(), nd4j.maxMasterThreads(), Nd4j.factory().blas().getMaxThreads())
        : new NumericThreads(0, 0, 0);
  }

  /** So many for everything. */
  static NumericThreads of(int threads) {
    return new NumericThreads(threads, threads, threads);
  }

  /** Makes them hold for the whole process. */
  void apply() {
    Environment nd4j = Nd4j.getEnvironment();
    if (nd4j.isCPU() && most > 0) {
      nd4j.setMaxThreads(most);
      nd4j.setMaxMasterThreads(each);
      Nd4j.factory().blas().setMaxThreads(blas);
    }
  }

  /** Makes them hold for the thread that calls, of which OpenMP keeps its own number. */
  void applyHere() {
    if (Nd4j.getEnvironment().isCPU()) {
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(each);
    }
  }
}
