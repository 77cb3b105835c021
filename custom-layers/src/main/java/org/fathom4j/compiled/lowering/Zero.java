package org.fathom4j.compiled.lowering;

import java.util.List;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;

/** Fills its output with 0; reads nothing. */
record Zero() implements HostOperation {
  @Override
  public String describe() {
    return "no gradient";
  }

  @Override
  public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
    writes.get(0).array().assign(0);
    return 0;
  }
}
