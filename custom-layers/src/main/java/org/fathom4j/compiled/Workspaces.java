package org.fathom4j.compiled;

import java.util.function.Supplier;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** The caller's workspaces: what is allocated in one dies with its scope. */
final class Workspaces {
  private Workspaces() {}

  /** Does what allocates arrays that live on, outside of any workspace that is open. */
  @SuppressWarnings("try") // the scope is left where the block ends
  static <T> T outside(Supplier<T> work) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return work.get();
    }
  }
}
