package org.fathom4j.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.provenance.Provenance;

/**
 * What computes a run's figures. A convolutional network's losses differ between instruction sets,
 * such as AVX-512 and AVX2, and between versions of the kernel library, so that a run that is gone
 * on with elsewhere is not the one it would have been.
 *
 * @param instructions of the compiled step's kernels; empty where it is not known
 * @param library name and version of what the compiled step runs on; empty where it is not known
 * @param backend ND4J's native build
 */
public record Kernels(String instructions, String library, String backend) {
  /** Among the versions of a run: what the compiled step runs on. */
  static final String VERSION = "kernels";

  /** Those that a run was trained with. */
  public static Kernels of(Provenance run) {
    return new Kernels(run.instructions(), run.versions().getOrDefault(VERSION, ""), run.backend());
  }

  /** Whether others give the same figures, by what is known: runs of earlier versions kept less. */
  public boolean agree(Kernels others) {
    boolean sameLibrary =
        library.isEmpty() || others.library.isEmpty() || library.equals(others.library);
    return instructions.isEmpty()
        || (sameLibrary
            && instructions.equals(others.instructions)
            && backend.equals(others.backend));
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
    if (then.agree(now)) {
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
    return Stream.of(library, backend)
        .filter(known -> !known.isEmpty())
        .collect(Collectors.joining(", ", instructions + " (", ")"));
  }
}
