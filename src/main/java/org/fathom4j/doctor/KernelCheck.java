package org.fathom4j.doctor;

import java.util.Locale;
import java.util.Optional;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.lowering.Obstacle;

/** What the compiled training step runs on. */
final class KernelCheck {
  private KernelCheck() {}

  static Check run() {
    KernelLibrary kernels = KernelLibrary.chosen();
    String name = kernels.toString().toLowerCase(Locale.ROOT);
    Optional<Obstacle> obstacle = kernels.obstacle();
    return obstacle.isEmpty()
        ? Check.ok(name, kernels.loaded().orElseThrow() + bfloat16(kernels))
        : Check.error(
            name,
            obstacle.get().reason(),
            "Networks still train on DL4J's own step with training.engine=dl4j, more slowly. "
                + kernels.remedy());
  }

  private static String bfloat16(KernelLibrary kernels) {
    return kernels.obstacle(Precision.BFLOAT16).isEmpty()
        ? "; products of bfloat16, too (training.precision)"
        : "; products of bfloat16 would be emulated (training.precision)";
  }
}
