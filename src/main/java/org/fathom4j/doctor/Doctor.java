package org.fathom4j.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks at everything that a run depends on. */
public final class Doctor {
  private Doctor() {}

  /** All checks, from what everything needs to what few commands do. */
  public static List<Check> examine(Surroundings surroundings) {
    List<Check> checks = new ArrayList<>();
    checks.add(JavaCheck.run());
    checks.add(CpuCheck.run());
    checks.addAll(NumericsChecks.run(surroundings));
    checks.add(KernelCheck.run());
    checks.add(MemoryCheck.run());
    checks.add(DiskCheck.run(surroundings));
    checks.add(GpuCheck.run(surroundings));
    checks.add(CudaCheck.run(surroundings));
    checks.add(TrackingCheck.run(surroundings));
    checks.add(DataCheck.run(surroundings));
    checks.add(PeerCheck.torch(surroundings));
    checks.add(PeerCheck.jax(surroundings));
    return List.copyOf(checks);
  }

  /** The worst of them. */
  public static Check.Status worst(List<Check> checks) {
    return checks.stream()
        .map(Check::status)
        .max(Comparator.naturalOrder())
        .orElse(Check.Status.OK);
  }
}
