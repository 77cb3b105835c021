package org.fathom4j.experiment;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.provenance.Provenance;

/**
 * What computes a run's figures. A convolutional network's losses differ between instruction sets,
 * such as AVX-512 and AVX2, and between versions of the kernel library, so that a run that is gone
 * on with elsewhere is not the one it would have been.
 *
 * @param instructions of the compiled step's kernels
 * @param library version of oneDNN
 * @param backend ND4J's native build
 */
record Kernels(String instructions, String library, String backend) {
  static Kernels of(Provenance run) {
    return new Kernels(
        run.instructions(), run.versions().getOrDefault("onednn", ""), run.backend());
  }

  /**
   * The other kernels that a run was trained with so far.
   *
   * @param accept whether others than these here may go on with it
   * @throws InvalidSpecException where they may not
   */
  static List<String> before(Provenance run, Provenance here, boolean accept) {
    Kernels then = of(run);
    Kernels now = of(here);
    if (then.instructions().isEmpty() || then.equals(now)) { // earlier versions did not keep them
      return run.earlier();
    }
    if (!accept) {
      throw new InvalidSpecException(
          ("--resume: the run was trained with %s, and this machine has %s: what is left would come"
                  + " out a little otherwise. Go on where it began, or add --accept-other-cpu, which"
                  + " its report will say")
              .formatted(then, now));
    }
    List<String> earlier = new ArrayList<>(run.earlier());
    earlier.remove(now.toString());
    earlier.add(then.toString());
    return List.copyOf(earlier);
  }

  /** For whoever watches a run that others began. */
  static String warning(List<String> earlier, Provenance here) {
    return "trained in part with "
        + String.join(", ", earlier)
        + ", and now with "
        + of(here)
        + ": figures may differ in their last digits";
  }

  @Override
  public String toString() {
    return "%s (oneDNN %s, %s)".formatted(instructions, library, backend);
  }
}
