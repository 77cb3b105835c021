package org.fathom4j.mlflow.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Tells by a run's tags which process feeds it, so that a later one can end the runs of those that
 * were killed without a word.
 */
public final class ProcessTag {
  private static final String HOST = "process.host";
  private static final String PROCESS = "process.id";

  private ProcessTag() {}

  /** The tags of this process: its machine, and {@code PID@START}. */
  public static Map<String, String> tags() {
    return Map.of(HOST, host(), PROCESS, name(ProcessHandle.current()));
  }

  /** Ends, as killed, the runs of this machine that are under way and whose process is gone. */
  public static void endOrphans(MlflowApi api, String experiment, long nowMillis)
      throws MlflowFailure {
    for (StoredRun run : api.underWay(experiment, Map.of(HOST, host()))) {
      if (isGone(run.tags().getOrDefault(PROCESS, ""))) {
        api.end(run.id(), RunStatus.KILLED, nowMillis);
      }
    }
  }

  private static boolean isGone(String name) {
    Optional<Long> id = id(name);
    return id.isPresent()
        && ProcessHandle.of(id.get()).filter(found -> name(found).equals(name)).isEmpty();
  }

  private static Optional<Long> id(String name) {
    String digits = name.replaceFirst("@.*", "");
    return digits.matches("\\d{1,18}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
  }

  /** A number is given out again; with its start it is one process only. */
  private static String name(ProcessHandle process) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + "@" + started;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
