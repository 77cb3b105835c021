package org.fathom4j.doctor;

import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;

/** oneDNN, which the compiled training step runs on. */
final class OneDnnCheck {
  private static final String NAME = "onednn";

  private OneDnnCheck() {}

  static Check run() {
    try {
      dnnl_version_t version = dnnl.dnnl_version();
      return Check.ok(
          NAME,
          version.major()
              + "."
              + version.minor()
              + "."
              + version.patch()
              + ", kernels for "
              + dnnl.get_effective_cpu_isa().intern().name());
    } catch (LinkageError unloadable) {
      return Check.error(
          NAME,
          "does not load: " + unloadable,
          "Networks still train on DL4J's own step with training.engine=dl4j, more slowly. On Linux a"
              + " C library of the glibc kind is needed (not musl, so not Alpine).");
    }
  }
}
