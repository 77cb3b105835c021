package org.fathom4j.provenance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Finds out where a run takes place. What cannot be found out is an empty text, never an error.
 *
 * @param checkout a folder within the checkout of the code
 */
public record ProvenanceCollector(Path checkout) {
  /**
   * Looks at this machine and at the checkout.
   *
   * @param device what trains: the CPU's or the GPU's name; empty for this machine's CPU
   * @param backend the numeric library's build
   * @param instructions the instruction set of the compiled step's kernels; empty where unknown
   * @param versions versions by component
   * @param startedMillis when the run began, in milliseconds since 1970
   */
  public Provenance collect(
      String device,
      String backend,
      String instructions,
      Map<String, String> versions,
      long startedMillis) {
    GitState git = GitState.of(checkout);
    String cpu = Machine.cpu();
    return new Provenance(
        git.commit(),
        git.dirty(),
        System.getProperty("user.name", ""),
        Host.name(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
        cpu,
        Runtime.getRuntime().availableProcessors(),
        0,
        device.isEmpty() ? cpu : device,
        backend,
        instructions,
        versions,
        List.of(),
        startedMillis);
  }
}
