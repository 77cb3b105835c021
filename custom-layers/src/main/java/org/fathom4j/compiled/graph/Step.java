package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a program: an operation on tensors. Each operation says which tensors it reads and
 * writes, in which order.
 *
 * @param layer name of the layer that asked for it
 * @param operation what is computed
 * @param pass which part of the operation
 * @param reads tensors that must hold their values before
 * @param writes tensors that hold their values after
 * @param fused an elementwise function applied to the output on the fly
 */
public record Step(
    String layer,
    Operation operation,
    Pass pass,
    List<Tensor> reads,
    List<Tensor> writes,
    Optional<Activation> fused) {

  /** Copies the lists. */
  public Step {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  /** A step with no function fused to it. */
  public Step(
      String layer, Operation operation, Pass pass, List<Tensor> reads, List<Tensor> writes) {
    this(layer, operation, pass, reads, writes, Optional.empty());
  }

  /** The tensor read at this place. */
  public Tensor read(int index) {
    return reads.get(index);
  }

  /** The tensor written at this place. */
  public Tensor write(int index) {
    return writes.get(index);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-14s %-20s %s%s: %s -> %s",
        layer,
        pass.name().toLowerCase(Locale.ROOT),
        operation.describe(),
        fused.map(function -> " + " + function.describe()).orElse(""),
        reads,
        writes);
  }
}
