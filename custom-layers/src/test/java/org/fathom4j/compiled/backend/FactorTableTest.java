package org.fathom4j.compiled.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;
import org.junit.jupiter.api.Test;

class FactorTableTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final Factor share = batch -> 0.5;
  private final Factor rate =
      batch -> {
        asked.incrementAndGet();
        return batch.iteration() / 4.0;
      };
  private final Factor decay = batch -> 3 + batch.epoch();

  /** Two updates that share all of their factors. */
  private Graph graph() {
    GraphBuilder graph = new GraphBuilder(true);
    Update update =
        new Update(
            new UpdateRule.Adam(rate, 0.9, 0.999, 1e-8),
            share,
            Optional.empty(),
            Optional.empty(),
            Optional.of(decay));
    update.add(graph, 0, 4, List.of(0, 4));
    Tensor last = update.add(graph, 4, 4, List.of(8, 12));
    return new Graph(graph.steps(), last);
  }

  @Test
  void everyFactorOfAGraph_isWorkedOutOnceARun() {
    FactorTable table = FactorTable.of(graph());
    table.fill(Batch.at(2, 7));
    assertThat(List.of(table.value(0), table.value(1), table.value(2)))
        .containsExactly(0.5, 10.0, 0.5);
    table.fill(Batch.at(3, 7));
    assertThat(table.at(rate)).isEqualTo(0.75).isEqualTo(table.value(table.number(rate)));
    assertThat(asked).hasValue(2);
    assertThat(table.iteration()).isEqualTo(3);
    assertThat(table.epoch()).isEqualTo(7);
  }

  @Test
  void aFactorThatNoOperationToldOf_isRefused() {
    FactorTable table = FactorTable.of(graph());
    table.fill(Batch.at(0, 0));
    assertThatThrownBy(() -> table.at(batch -> 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
