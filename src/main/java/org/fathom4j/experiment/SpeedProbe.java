package org.fathom4j.experiment;

import java.lang.management.ManagementFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A rough measure of this machine's speed, for estimates. */
public final class SpeedProbe {
  /** What a step costs besides its arithmetic: reading, copying, updating. */
  public static final double SECONDS_PER_STEP = 0.002;

  private static final int SIZE = 768;
  private static final int RUNS = 9;

  /** Share of a large matrix product's speed that training reaches. */
  private static final double SHARE = 0.35;

  private SpeedProbe() {}

  /** The speed that training may reach here. */
  public static Speed measure() {
    INDArray a = Nd4j.ones(SIZE, SIZE);
    INDArray b = Nd4j.ones(SIZE, SIZE);
    a.mmul(b).close(); // The first turn loads and warms what the others use.
    double[] seconds = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      a.mmul(b).close();
      seconds[run] = (System.nanoTime() - start) / 1e9;
    }
    a.close();
    b.close();
    return Speed.of(
        SHARE * SIZE * SIZE * SIZE,
        seconds,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().availableProcessors());
  }
}
