package org.fathom4j.experiment;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.Pointer;
import org.fathom4j.tracking.local.RunFiles;
import org.fathom4j.trial.ThreadExecutor;
import org.fathom4j.trial.TrialExecutor;
import org.fathom4j.worker.ProcessExecutor;
import org.fathom4j.worker.WorkerLimits;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Who trains a sweep's trials.
 *
 * <p>How many threads a trial is trained on changes its figures, so it depends on the sweep and on
 * the machine, never on how many workers there are: {@code sweep.threads}, else {@code
 * OMP_NUM_THREADS}, else the cores are shared among as many trials side by side as end the sweep
 * soonest. A sweep that is resumed keeps its number.
 *
 * @param workers trials side by side, at least 1
 * @param threads of each trial, at least 1
 * @param processes whether each worker is a process of its own, or a thread of this one
 * @param silence how long a process may train without a word before it counts as hanging
 */
record Crew(int workers, int threads, boolean processes, Duration silence) {
  /** A trial that takes no longer is trained by a thread, unless processes are asked for. */
  private static final double LONG_TRIAL_SECONDS = 5;

  /** What is left of two threads' work when they share one trial. */
  private static final double SHARING = 0.8;

  /** Without data; less does for no worker. */
  static final long LEAST_HEAP = 256L << 20;

  /**
   * The machine as a crew sees it.
   *
   * @param cores that this process may use; 1 where it is a GPU that trains
   * @param threads that the environment asks for; empty where it asks for none
   * @param memory what may be taken
   */
  record Machine(int cores, OptionalInt threads, Memory memory) {
    static Machine here() {
      String asked = System.getenv().getOrDefault("OMP_NUM_THREADS", "");
      return new Machine(
          Nd4j.getEnvironment().isCPU() ? Runtime.getRuntime().availableProcessors() : 1,
          asked.matches("[1-9][0-9]{0,3}")
              ? OptionalInt.of(Integer.parseInt(asked))
              : OptionalInt.empty(),
          Memory.here());
    }
  }

  /**
   * The crew of a sweep.
   *
   * @param asked of the command line
   * @param before threads of a trial when the sweep began; empty where it begins now
   * @param trialSeconds measures how long a trial takes, where that decides
   * @throws org.fathom4j.problem.InvalidSpecException where its trials do not fit into memory
   */
  static Crew of(
      PreparedSweep sweep,
      Workers asked,
      OptionalInt before,
      Machine machine,
      DoubleSupplier trialSeconds) {
    int together = together(sweep, machine);
    int threads =
        first(before, asked.threads(), sweep.header().sweep().threads(), machine.threads())
            .orElseGet(() -> threads(machine.cores(), sweep.total(), together));
    int workers =
        asked.count().orElseGet(() -> Math.max(1, Math.min(together, machine.cores() / threads)));
    boolean processes =
        asked
            .processes()
            .orElseGet(
                () ->
                    asked.count().isPresent()
                        && !sweep.trials().isEmpty()
                        && trialSeconds.getAsDouble() > LONG_TRIAL_SECONDS);
    Crew crew = new Crew(workers, threads, processes, asked.silence());
    if (processes) {
      machine.memory().of(workers).check(sweep, 1);
    } else {
      machine.memory().check(sweep, workers);
    }
    return crew;
  }

  /** Trials that can be trained side by side. */
  private static int together(PreparedSweep sweep, Machine machine) {
    int most = Math.max(1, Math.min(machine.cores(), sweep.total()));
    if (sweep.isDecidedOnTheWay()) {
      most = Math.min(most, sweep.header().sweep().parallel());
    }
    while (most > 1 && !machine.memory().fits(sweep, most)) {
      most--;
    }
    return most;
  }

  private static OptionalInt first(OptionalInt... numbers) {
    for (OptionalInt number : numbers) {
      if (number.isPresent()) {
        return number;
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Threads of each trial with which equal trials end soonest.
   *
   * @param together trials side by side, at most
   */
  static int threads(int cores, int trials, int together) {
    int best = cores;
    double shortest = Double.POSITIVE_INFINITY;
    for (int workers = 1; workers <= together; workers++) {
      int threads = cores / workers;
      double rounds = Math.ceil(trials / (double) workers);
      double time = rounds / Math.pow(threads, SHARING);
      if (time < shortest) {
        shortest = time;
        best = threads;
      }
    }
    return best;
  }

  /** Opens what trains. */
  TrialExecutor executor(
      PreparedSweep sweep, RunFiles files, Duration checkpoints, BooleanSupplier stopped) {
    return processes
        ? new ProcessExecutor(
            workers, limits(), sweep.binding().places(), files, checkpoints, stopped)
        : new ThreadExecutor(workers, threads, sweep.binding(), files, checkpoints, stopped);
  }

  /** Equal shares of what this process may take. */
  private WorkerLimits limits() {
    return new WorkerLimits(
        threads,
        Math.max(LEAST_HEAP, Runtime.getRuntime().maxMemory() / workers),
        Pointer.maxBytes() / workers,
        Pointer.maxPhysicalBytes() / workers,
        silence);
  }

  /** In one line, for a person. */
  @Override
  public String toString() {
    String on = " on " + threads + (threads == 1 ? " thread" : " threads");
    if (workers == 1) {
      return "one trial at a time" + on + (processes ? ", in a process of its own" : "");
    }
    return workers
        + " trials side by side, each"
        + on
        + (processes ? " in a process of its own" : "");
  }
}
