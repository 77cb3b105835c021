package org.fathom4j.experiment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.fathom4j.mlflow.client.MlflowServer;

/**
 * How an experiment is run, apart from what its file says.
 *
 * @param store folder that takes results, or gives them back on resume
 * @param resume whether trials that the store holds as finished are kept, and the others go on from
 *     their last checkpoint
 * @param otherCpu whether a run may be gone on with on an instruction set, or with kernels, other
 *     than those it began with
 * @param workers what is asked of those who train
 * @param tracking the MLflow server to send runs to
 * @param command the command line that reruns it
 * @param device what trains: name of the CPU or GPU
 * @param checkpoints least time between two checkpoints of a trial
 */
public record RunOptions(
    Path store,
    boolean resume,
    boolean otherCpu,
    Workers workers,
    Optional<MlflowServer> tracking,
    String command,
    String device,
    Duration checkpoints) {
  /** What a killed run loses at most, beside the epoch under way. */
  public static final Duration CHECKPOINTS = Duration.ofSeconds(5);

  /** A run that goes on with the kernels that it began with alone. */
  public RunOptions(
      Path store,
      boolean resume,
      Workers workers,
      Optional<MlflowServer> tracking,
      String command,
      String device,
      Duration checkpoints) {
    this(store, resume, false, workers, tracking, command, device, checkpoints);
  }
}
