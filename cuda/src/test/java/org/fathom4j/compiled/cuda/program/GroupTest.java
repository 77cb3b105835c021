package org.fathom4j.compiled.cuda.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Activation.Function;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.NonNegative;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.RowSums;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;
import org.junit.jupiter.api.Test;

/** Which steps are one kernel, and what lies between them. */
class GroupTest {
  private static final Activation SIGMOID = Activation.of(Function.SIGMOID);
  private static final Activation TANH = Activation.of(Function.TANH);

  private final GraphBuilder graph = new GraphBuilder(true);
  private final Tensor x;

  GroupTest() {
    graph.enter("layer");
    x = graph.features(0, Shape.of(2, 6, 3, 3));
  }

  /** Steps of each group, by what they do. */
  private List<String> groups(Tensor... outputs) {
    return planned(outputs).groups().stream()
        .map(
            group ->
                group.steps().stream()
                    .map(step -> step.operation().describe().replaceFirst("[ (].*", ""))
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  private Layout planned(Tensor... outputs) {
    return Layout.of(new Graph(graph.steps(), List.of(outputs)), Rules.grouping(Group.Fusing.MOST));
  }

  private Set<Tensor> lying(Tensor... outputs) {
    return planned(outputs).offsets().keySet();
  }

  @Test
  void aChainIsOneKernel_andWhatLiesBetweenHasNoMemory() {
    Tensor y = SIGMOID.of(graph, x);
    Tensor z = TANH.of(graph, y);
    Tensor product = graph.add(new Product(), List.of(y, z), x.shape());
    assertThat(groups(product)).hasSize(1);
    assertThat(lying(product)).containsExactly(product);
  }

  @Test
  void whatALaterKernelReadsIsKept() {
    Tensor y = SIGMOID.of(graph, x);
    Tensor z = TANH.of(graph, y);
    Tensor sums = graph.add(new RowSums(), List.of(y), Shape.of(2));
    assertThat(groups(z, sums)).hasSize(2);
    assertThat(lying(z, sums)).containsExactlyInAnyOrder(y, z, sums);
  }

  @Test
  void whatIsAskedForInTheEndIsKept() {
    Tensor y = SIGMOID.of(graph, x);
    Tensor z = TANH.of(graph, y);
    assertThat(lying(y, z)).containsExactlyInAnyOrder(y, z);
  }

  @Test
  void whoLooksAtOtherElementsWaits() {
    Tensor y = SIGMOID.of(graph, x);
    Tensor z = new LocalResponse(1, 1e-2, 0.75, 2).of(graph, y);
    Tensor w = TANH.of(graph, z);
    assertThat(groups(w)).containsExactly("sigmoid", "local tanh");
    assertThat(lying(w)).containsExactlyInAnyOrder(y, w);
  }

  @Test
  void whoWritesWhatOthersLookAtWaits() {
    Tensor p = graph.parameter("p", x.shape(), 0);
    Tensor z = new LocalResponse(1, 1e-2, 0.75, 2).of(graph, p);
    new NonNegative().add(graph, p);
    assertThat(groups(z)).containsExactly("local", "not");
  }

  @Test
  void whoWritesPartOfWhatIsReadWaits() {
    Tensor part = graph.parameter("part", x.shape(), 7);
    Tensor y = SIGMOID.of(graph, graph.parameter("p", x.shape(), 0));
    new NonNegative().add(graph, part);
    assertThat(groups(y)).containsExactly("sigmoid", "not");
  }

  @Test
  void otherElementsAreAnotherKernel() {
    Tensor y = new PieceMaximum(2).of(graph, x);
    Tensor z = SIGMOID.of(graph, y);
    Tensor w = TANH.of(graph, x);
    assertThat(groups(z, w)).containsExactly("maximum sigmoid", "tanh");
  }

  @Test
  void aStepGoesBackToWhereItBelongs_butNotPastWhatItNeeds() {
    Tensor y = SIGMOID.of(graph, x);
    Tensor sums = graph.add(new RowSums(), List.of(y), Shape.of(2));
    Tensor z = TANH.of(graph, y);
    Tensor s = SIGMOID.of(graph, sums);
    Tensor t = TANH.of(graph, s);
    assertThat(groups(z, t)).containsExactly("sigmoid tanh", "sums", "sigmoid tanh");
  }

  /** Looks at nothing. */
  private record Nothing() implements HostOperation {
    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      return 0;
    }

    @Override
    public String describe() {
      return "java";
    }
  }

  @Test
  void noStepPassesOneInJava() {
    Tensor y = SIGMOID.of(graph, x);
    graph.add(new Step("layer", new Nothing(), Pass.FORWARD, List.of(), List.of()));
    Tensor z = TANH.of(graph, x);
    assertThat(groups(y, z)).containsExactly("sigmoid", "java", "tanh");
  }

  @Test
  void aProductsBiasAndFunctionAreInTheKernelOfWhatFollows() {
    Tensor weights = graph.parameter("W", Shape.of(4, 54), 0);
    Tensor rows = graph.features(1, Shape.of(2, 54));
    Tensor bias = graph.parameter("b", Shape.of(4), 216);
    Tensor y = new InnerProduct().of(graph, rows, weights, Optional.of(bias));
    Tensor z = new Dropout((iteration, epoch) -> 0.5, 1).of(graph, y);
    assertThat(groups(z)).hasSize(1);
    assertThat(lying(z)).as("written by the library").contains(y).doesNotContain(x);
  }

  @Test
  void anUpdateAndWhatHoldsItsParametersAreOneKernel() {
    new Update(
            new UpdateRule.Nesterov(batch -> 0.1, batch -> 0.9),
            batch -> 1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .add(graph, 5, 30, List.of(0));
    Tensor p = graph.parameter("same", Shape.of(5, 6), 5);
    new NonNegative().add(graph, p);
    assertThat(groups()).containsExactly("update not");
  }

  @Test
  void masksAreNobodysMemory() {
    Tensor y = new Dropout((iteration, epoch) -> 0.5, 1).of(graph, x);
    Tensor z = new LocalResponse(1, 1e-2, 0.75, 2).of(graph, y);
    assertThat(lying(z)).containsExactlyInAnyOrder(y, z);
  }

  @Test
  void aLongSumIsDividedAndNothingOfItIsLost() {
    List<Tensor> terms =
        IntStream.range(0, 80).mapToObj(i -> graph.features(i, x.shape())).toList();
    Tensor y = Sum.plain(terms.size()).of(graph, terms);
    Tensor z = SIGMOID.of(graph, y);
    assertThat(groups(z)).containsExactly("sum", "sigmoid");
    assertThat(lying(z)).containsExactlyInAnyOrder(y, z);
  }

  @Test
  void tensorsOfOneGroupNeverShareMemory() {
    Tensor y = x;
    for (int i = 0; i < 6; i++) {
      y = new LocalResponse(1, 1e-2, 0.75, 2).of(graph, SIGMOID.of(graph, y));
    }
    Layout layout = planned(y);
    Map<Long, Tensor> taken = new HashMap<>();
    for (Group group : layout.groups()) {
      taken.clear();
      for (Touch touch : group.chain().touches()) {
        Long offset = layout.offsets().get(touch.root());
        if (offset != null) {
          Tensor other = taken.putIfAbsent(offset, touch.root());
          assertThat(other).isIn(null, touch.root());
        }
      }
    }
    Collection<Long> offsets = layout.offsets().values();
    assertThat(Set.copyOf(offsets)).as("memory is used again").hasSizeLessThan(offsets.size());
  }

  @Test
  void alone_everyStepHasAKernel() {
    Tensor z = TANH.of(graph, SIGMOID.of(graph, x));
    List<Group> groups =
        Rules.grouping(Group.Fusing.NONE)
            .groups(new Graph(graph.steps(), z), UnaryOperator.identity());
    assertThat(groups).hasSize(2);
  }
}
