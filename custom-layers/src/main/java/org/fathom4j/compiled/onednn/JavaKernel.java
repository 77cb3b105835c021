package org.fathom4j.compiled.onednn;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.HostTensor;

/** A kernel in Java, over row-major tensors, for what oneDNN has no primitive for. */
@FunctionalInterface
interface JavaKernel {
  /** Fills what is written, all of it, from what is read. */
  void run(List<HostTensor> reads, List<HostTensor> writes, FactorTable now);
}
