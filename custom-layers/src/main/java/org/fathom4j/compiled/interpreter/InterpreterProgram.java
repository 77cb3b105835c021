package org.fathom4j.compiled.interpreter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/** Step by step; every tensor has memory of its own. */
final class InterpreterProgram implements Program {
  private static final int OPERANDS = 2;

  private final Graph graph;
  private final Precision precision;
  private final Map<Tensor, Cells> cells = new HashMap<>();
  private final FactorTable factors;
  private double scoreOfHost;

  InterpreterProgram(Graph graph, Vectors vectors, Precision precision) {
    this.graph = graph;
    this.precision = precision;
    this.factors = FactorTable.of(graph);
    for (Step step : graph.steps()) {
      step.reads().forEach(tensor -> cells.computeIfAbsent(tensor, t -> place(t, vectors)));
      step.writes().forEach(tensor -> cells.computeIfAbsent(tensor, t -> place(t, step, vectors)));
    }
  }

  /** What an operation keeps is as large as the larger of its shape and of what it writes. */
  private static Cells place(Tensor tensor, Step step, Vectors vectors) {
    Shape output = step.write(0).shape();
    boolean grows =
        tensor.storage() instanceof Storage.Kept && output.elements() > tensor.shape().elements();
    return grows ? Cells.fresh(output) : place(tensor, vectors);
  }

  private static Cells place(Tensor tensor, Vectors vectors) {
    if (tensor.storage() instanceof Storage.Parameter parameter) {
      return Cells.part(vectors.parameters().host(), parameter.offset(), tensor.shape());
    }
    if (tensor.storage() instanceof Storage.Gradient gradient) {
      return Cells.part(vectors.gradients().host(), gradient.offset(), tensor.shape());
    }
    if (tensor.storage() instanceof Storage.State state) {
      return Cells.part(vectors.state().orElseThrow().host(), state.offset(), tensor.shape());
    }
    return Cells.fresh(tensor.shape());
  }

  @Override
  public void run(Batch batch) {
    cells.replaceAll(
        (tensor, now) ->
            Optional.ofNullable(batch.brought(tensor.storage())).map(Cells::of).orElse(now));
    factors.fill(batch);
    scoreOfHost = 0;
    for (Step step : graph.steps()) {
      scoreOfHost += run(step, batch);
    }
  }

  @Override
  public double score() {
    double score = scoreOfHost;
    for (Map.Entry<Tensor, Cells> each : cells.entrySet()) {
      score += each.getKey().storage() instanceof Storage.Score ? each.getValue().get(0) : 0;
    }
    return score;
  }

  private double run(Step step, Batch batch) {
    List<Cells> reads = step.reads().stream().map(cells::get).toList();
    List<Cells> writes = step.writes().stream().map(cells::get).toList();
    if (step.operation() instanceof HostOperation host) {
      return host.run(List.copyOf(reads), List.copyOf(writes), batch);
    }
    List<Cells> operands = precision.rounds(step) ? rounded(reads) : reads;
    InterpreterBackend.rule(step.operation())
        .run(step.operation(), step.pass(), operands, writes, factors);
    return 0;
  }

  /** The factors rounded, a bias as it is. */
  private static List<Cells> rounded(List<Cells> reads) {
    return IntStream.range(0, reads.size())
        .mapToObj(i -> i < OPERANDS ? reads.get(i).rounded() : reads.get(i))
        .toList();
  }

  @Override
  public HostTensor output(int index) {
    return Objects.requireNonNull(cells.get(graph.outputs().get(index)));
  }

  @Override
  public long bytes() {
    return cells.entrySet().stream()
        .filter(
            entry ->
                entry.getKey().storage() instanceof Storage.Planned
                    || entry.getKey().storage() instanceof Storage.Kept)
        .mapToLong(entry -> (long) entry.getValue().elements() * Float.BYTES)
        .sum();
  }

  @Override
  public String listing() {
    return graph.steps().stream().map(Step::toString).collect(Collectors.joining("\n", "", "\n"));
  }

  @Override
  public void close() {
    cells.clear();
  }
}
