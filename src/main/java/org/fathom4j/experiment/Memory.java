package org.fathom4j.experiment;

import java.util.Comparator;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.fathom4j.config.OptimizerSpec;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.problem.Problems;
import org.fathom4j.trial.PreparedTrial;

/**
 * What trials need at least, held against what this process may take, before anything is allocated:
 * a native library that finds no memory ends the whole process.
 *
 * @param arrays bytes for arrays outside of Java's heap; 0 where they are not limited
 * @param heap bytes of Java's heap
 */
public record Memory(long arrays, long heap) {
  private static final int FLOAT = 4;

  /** The limits of this process. */
  public static Memory here() {
    return new Memory(Pointer.maxBytes(), Runtime.getRuntime().maxMemory());
  }

  /** A worker's share, where so many processes share this one's. */
  Memory of(int workers) {
    return new Memory(arrays / workers, Math.max(Crew.LEAST_HEAP, heap / workers));
  }

  /** Whether so many of the largest trials fit side by side. */
  boolean fits(PreparedSweep sweep, int together) {
    double largest = sweep.trials().stream().mapToDouble(Memory::network).max().orElse(0);
    return arrays <= 0 || largest * together <= (double) arrays;
  }

  /**
   * Refuses a sweep that cannot fit.
   *
   * @param workers trials side by side
   * @throws org.fathom4j.problem.InvalidSpecException where the largest trials, or the data, do not
   *     fit
   */
  public void check(PreparedSweep sweep, int workers) {
    Problems problems = new Problems();
    sweep.trials().stream()
        .max(Comparator.comparingDouble(Memory::network))
        .ifPresent(largest -> checkNetwork(sweep, largest, workers, problems));
    sweep.trials().stream()
        .max(Comparator.comparingDouble(trial -> data(trial.data().description())))
        .ifPresent(largest -> checkData(sweep, largest, problems));
    problems.throwIfAny();
  }

  private void checkNetwork(
      PreparedSweep sweep, PreparedTrial largest, int workers, Problems problems) {
    checkBatch(sweep, largest, problems);
    int together = Math.min(workers, sweep.total());
    double needed = network(largest) * together;
    if (arrays <= 0 || needed <= (double) arrays) {
      return;
    }
    String of =
        String.format(
            Locale.ROOT,
            "trial %d%s: %,d parameters, batches of %d",
            largest.planned().number(),
            largest.planned().parameters().isEmpty()
                ? ""
                : " (" + Preparation.text(largest.planned().parameters()) + ")",
            largest.network().parameters(),
            largest.batch());
    sweep
        .file()
        .problem(
            "network",
            ("needs at least %s of memory for arrays (%s%s), and may take %s: make it smaller, take a"
                    + " smaller training.batch, or, where the machine has more, allow it with"
                    + " FATHOM_JAVA_OPTS=-Dorg.bytedeco.javacpp.maxbytes=%s")
                .formatted(
                    size(needed),
                    of,
                    together > 1 ? "; " + together + " trials side by side" : "",
                    size((double) arrays),
                    option(needed)),
            problems);
  }

  /** A batch's numbers are one array of Java's. */
  private static void checkBatch(PreparedSweep sweep, PreparedTrial largest, Problems problems) {
    int most = (Integer.MAX_VALUE - 8) / largest.data().description().shape().size();
    if (largest.batch() > most) {
      sweep
          .file()
          .problem(
              "training.batch",
              String.format(
                  Locale.ROOT,
                  "must be at most %,d for examples of %s, got %,d",
                  most,
                  largest.data().description().shape(),
                  largest.batch()),
              problems);
    }
  }

  private void checkData(PreparedSweep sweep, PreparedTrial largest, Problems problems) {
    DataDescription data = largest.data().description();
    double needed = data(data);
    int most = (Integer.MAX_VALUE - 8) / data.shape().size();
    if (data.shape() instanceof FeatureShape.Image
        && Math.max((long) data.train() + data.validation(), data.test()) > most) {
      sweep
          .file()
          .problem(
              "data",
              String.format(
                  Locale.ROOT,
                  "has %,d examples of %s; training and validation, like test, hold at most %,d such"
                      + " pictures: set data.train, data.validation and data.test",
                  examples(data),
                  data.shape(),
                  most),
              problems);
    } else if (needed > (double) heap) {
      sweep
          .file()
          .problem(
              "data",
              String.format(
                  Locale.ROOT,
                  "needs at least %s of Java's heap for %,d examples of %s, and may take %s: use fewer"
                      + " (data.train=10000), or give more with FATHOM_JAVA_OPTS=-Xmx%s",
                  size(needed),
                  examples(data),
                  data.shape(),
                  size((double) heap),
                  option(2 * needed)),
              problems);
    }
  }

  /** Values, gradients, the optimizer's state and the best epoch's values; a batch's outputs. */
  private static double network(PreparedTrial trial) {
    double parameters = (double) trial.network().parameters();
    int copies = 3 + state(trial.training().optimizer());
    return FLOAT
        * (copies * parameters + (double) trial.batch() * (double) trial.network().outputs());
  }

  /** Numbers that an optimizer keeps for each parameter. */
  private static int state(OptimizerSpec optimizer) {
    if (optimizer instanceof OptimizerSpec.Adam) {
      return 2;
    }
    return optimizer instanceof OptimizerSpec.Sgd ? 0 : 1;
  }

  /** A byte for each number of a picture, a float for each of a row. */
  private static double data(DataDescription data) {
    int each = data.shape() instanceof FeatureShape.Image ? 1 : FLOAT;
    return (double) examples(data) * data.shape().size() * each;
  }

  private static long examples(DataDescription data) {
    return (long) data.train() + data.validation() + data.test();
  }

  private static String size(double bytes) {
    return bytes < 1L << 30
        ? String.format(Locale.ROOT, "%.0f MiB", bytes / (1 << 20))
        : String.format(Locale.ROOT, "%,.1f GiB", bytes / (1 << 30));
  }

  private static String option(double bytes) {
    return (long) Math.ceil(bytes / (1 << 30)) + "g";
  }

  /** What to do about memory that ran out, whichever kind it was. */
  public static String advice(OutOfMemoryError error) {
    String said = String.valueOf(error.getMessage());
    boolean outside =
        said.contains("hysical memory")
            || said.contains("maxPhysicalBytes")
            || said.contains("maxBytes");
    return "the memory does not suffice (%s): use less (data.train=10000, training.batch=32, fewer --workers), or give more with %s"
        .formatted(
            said.lines().findFirst().orElse(said),
            outside
                ? "FATHOM_JAVA_OPTS='-Dorg.bytedeco.javacpp.maxbytes=16g -Dorg.bytedeco.javacpp.maxphysicalbytes=24g'"
                : "FATHOM_JAVA_OPTS=-Xmx" + option(2.0 * Runtime.getRuntime().maxMemory()));
  }
}
