package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.fathom4j.chapter6.BackpropGraphs.Built;
import org.fathom4j.chapter6.BackpropGraphs.Sizes;
import org.fathom4j.chapter6.CostGraph.Result;
import org.fathom4j.chapter6.Operation.Each;
import org.fathom4j.chapter6.Operation.Plus;
import org.fathom4j.chapter6.Operation.Product;
import org.fathom4j.chapter6.Operation.Total;
import org.fathom4j.chapter6.Operation.Work;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.junit.jupiter.api.Test;

class BackpropStudyTest {
  @Test
  void aSmallNetworkHoldsWhatIsKnown() {
    Lessons.check(new BackpropStudy(4, 3, 5, 3, 0.02, List.of(2, 16), 3).run(StudyContext.alone()));
  }

  @Test
  void narrowNetworksMissTheRatio() {
    Lesson lesson = new BackpropStudy(4, 3, 5, 3, 0.02, List.of(1), 3).run(StudyContext.alone());
    assertThat(Lessons.ids(lesson.missed())).contains("cost/weights");
  }

  /** J = (w w)², so dJ/dw = 4 w³: 32 at 2. Each w of the product is an edge of its own. */
  @Test
  void gradientsOfTwoPathsAreSummed() {
    CostGraph graph = new CostGraph();
    int w = graph.parameter("w", Matrix.scalar(2));
    int product = graph.node("ww", new Product(), w, w);
    graph.node("J", Each.SQUARE, product);
    Result result = graph.run();
    assertThat(result.cost()).isEqualTo(16);
    assertThat(result.gradient(w).at(0, 0)).isEqualTo(32);
    assertThat(result.edges()).isEqualTo(3);
  }

  /** A wrong derivative is seen by the finite differences that the study compares with. */
  @Test
  void aWrongSignIsFarFromFiniteDifferences() {
    CostGraph graph = new CostGraph();
    int w = graph.parameter("w", Matrix.scalar(0.4));
    graph.node("J", new Each("wrong", u -> u * u, u -> -2 * u), w);
    double found = graph.run().gradient(w).at(0, 0);
    assertThat(graph.gradientByDifferences(w, 1e-5).at(0, 0)).isCloseTo(0.8, within(1e-9));
    assertThat(found).isCloseTo(-0.8, within(1e-9));
  }

  @Test
  void dataGetNoGradientAndCostNothing() {
    Sizes sizes = new Sizes(4, 3, List.of(5), 2);
    Built without = BackpropGraphs.network(sizes, 0.1, false, 1);
    Built with = BackpropGraphs.network(sizes, 0.1, true, 1);
    assertThat(without.graph().run().gradients().get(0)).isEmpty();
    assertThat(with.graph().run().gradients().get(0)).isPresent();
    // The only difference is the product of [4, 5] with [5, 3].
    assertThat(with.graph().run().backward() - without.graph().run().backward())
        .isEqualTo(4 * 5 * 3);
  }

  @Test
  void aProductCountsItsMultiplyAdds() {
    Work work = new Work();
    Matrix a = new Matrix(2, 3, new double[] {1, 2, 3, 4, 5, 6});
    Matrix b = new Matrix(3, 2, new double[] {1, 0, 0, 1, 1, 1});
    Matrix product = new Product().value(List.of(a, b), work);
    assertThat(product.values()).containsExactly(4, 5, 10, 11);
    assertThat(work.done()).isEqualTo(12);
  }

  @Test
  void aPenaltyAloneHasTheGradientThatIsKnown() {
    CostGraph graph = new CostGraph();
    int w = graph.parameter("w", new Matrix(1, 2, new double[] {3, -1}));
    int sum = graph.node("Σw²", new Total(), graph.node("w²", Each.SQUARE, w));
    graph.node("J", new Plus(), graph.node("λΣw²", Each.scale(0.5), sum), sum);
    assertThat(graph.run().gradient(w).values())
        .containsExactly(new double[] {9, -3}, within(1e-12));
  }

  @Test
  void aNegativeDecayIsRefused() {
    assertThat(Lessons.problems("backprop", Map.of("decay", -1)))
        .containsExactly("study.backprop.decay: must be a number from 0 to 1, got -1");
  }
}
