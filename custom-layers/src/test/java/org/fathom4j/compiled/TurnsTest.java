package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Operation;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;
import org.fathom4j.compiled.graph.Turns;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Transposition THERE = new Transposition(List.of(2, 0, 1));
  private static final Transposition BACK = new Transposition(List.of(1, 2, 0));
  private static final Activation TANH = Activation.of(Activation.Function.TANH);

  private final GraphBuilder graph = new GraphBuilder(false);
  private final Tensor x = graph.features(0, Shape.of(2, 3, 4));

  private List<Operation> left(Tensor... outputs) {
    Graph simple = Turns.apply(new Graph(graph.steps(), List.of(outputs)));
    return simple.steps().stream().map(Step::operation).toList();
  }

  @Test
  void thereAndBack_isNothing() {
    Tensor steps = TANH.of(graph, THERE.of(graph, x));
    Tensor again = THERE.of(graph, BACK.of(graph, steps));
    Tensor y = TANH.of(graph, again);
    assertThat(left(BACK.of(graph, y))).containsExactly(THERE, TANH, TANH, BACK);
  }

  @Test
  void anOutputThatIsTurnedBack_isWhatItWas() {
    Tensor z = TANH.of(graph, x);
    Tensor y = BACK.of(graph, THERE.of(graph, z));
    Graph simple = Turns.apply(new Graph(graph.steps(), y));
    assertThat(simple.outputs()).containsExactly(z);
    assertThat(simple.steps()).hasSize(1);
  }

  @Test
  void whatSomebodyElseReads_stays() {
    Tensor there = THERE.of(graph, x);
    Tensor y = TANH.of(graph, BACK.of(graph, there));
    Tensor other = TANH.of(graph, there);
    assertThat(left(y, other)).containsExactly(THERE, TANH, TANH);
    assertThat(left(y, there)).containsExactly(THERE, TANH, TANH);
  }

  @Test
  void twiceTheSameWay_isNotBack() {
    Tensor y = THERE.of(graph, THERE.of(graph, x));
    assertThat(left(y)).containsExactly(THERE, THERE);
  }

  @Test
  void parametersThatMayMoveBetween_areTurnedAgain() {
    Tensor weights = graph.parameter("W", Shape.of(2, 3, 4), 0);
    Tensor y = TANH.of(graph, BACK.of(graph, THERE.of(graph, weights)));
    assertThat(left(y)).containsExactly(THERE, BACK, TANH);
  }
}
