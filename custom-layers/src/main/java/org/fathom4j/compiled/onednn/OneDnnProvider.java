package org.fathom4j.compiled.onednn;

import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendProvider;
import org.fathom4j.compiled.backend.Precision;

/** oneDNN's kernels, on all cores of the CPU; what is used if nothing is said. */
public final class OneDnnProvider implements BackendProvider {
  @Override
  public String title() {
    return "oneDNN";
  }

  @Override
  public boolean standard() {
    return true;
  }

  @Override
  public Backend open(Precision precision) {
    return OneDnnBackend.open(precision);
  }

  @Override
  public String remedy() {
    return "On Linux a C library of the glibc kind is needed (not musl, so not Alpine).";
  }
}
