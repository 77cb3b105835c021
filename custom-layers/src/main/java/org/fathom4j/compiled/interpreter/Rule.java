package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Operation;
import org.fathom4j.compiled.graph.Pass;

/**
 * What an operation does with the elements of its tensors.
 *
 * @param <O> the operation
 */
@FunctionalInterface
interface Rule<O extends Operation> {

  /** Does one pass: fills what is written, all of it, from what is read. */
  void run(O operation, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now);
}
