package org.fathom4j.compiled.backend;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.Step;

/**
 * The numbers of a program that may be others for each run, such as rates and shares: numbered, and
 * worked out once a run, all together, before its first step.
 */
public final class FactorTable {
  private final IdentityHashMap<Factor, Integer> numbers = new IdentityHashMap<>();
  private final List<Factor> factors = new ArrayList<>();
  private double[] values = new double[0];
  private Batch batch = Batch.at(0, 0);

  /** The table of a graph, in the order of its steps. */
  public static FactorTable of(Graph graph) {
    FactorTable table = new FactorTable();
    graph.steps().forEach(table::take);
    return table;
  }

  /** Takes the factors of a step that are not there yet. */
  public void take(Step step) {
    step.operation().variables().forEach(this::number);
  }

  /** The number of a factor, from 0: a new one where it has none yet. */
  public int number(Factor factor) {
    return numbers.computeIfAbsent(
        factor,
        unheard -> {
          factors.add(unheard);
          return factors.size() - 1;
        });
  }

  /** Works out all of them for a run. */
  public void fill(Batch now) {
    batch = now;
    if (values.length != factors.size()) {
      values = new double[factors.size()];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = factors.get(i).at(now);
    }
  }

  /** The value of the factor of this number in this run. */
  public double value(int number) {
    return values[number];
  }

  /** The value of a factor in this run. */
  public double at(Factor factor) {
    Integer number = numbers.get(factor);
    if (number == null) {
      throw new IllegalArgumentException("a factor that no operation told of");
    }
    return values[number];
  }

  /** Parameter updates before this run. */
  public int iteration() {
    return batch.iteration();
  }

  /** Epochs before this run. */
  public int epoch() {
    return batch.epoch();
  }
}
