package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.chapter6.BackpropGraphs.Built;
import org.fathom4j.chapter6.BackpropGraphs.Sizes;
import org.fathom4j.chapter6.CostGraph.Node;
import org.fathom4j.chapter6.CostGraph.Result;
import org.fathom4j.chapter6.Operation.Each;
import org.fathom4j.config.Options;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.verdict.KnownAnswer;

/**
 * Back-propagation on the chapter's computational graphs (section 6.5): the chain z = f(f(f(w)))
 * and the network with one hidden layer of section 6.5.7.
 *
 * @param examples in the batch
 * @param inputs of the network
 * @param hidden its rectifiers
 * @param outputs its classes
 * @param decay λ, the weight of the squared weights in the cost
 * @param widths of the networks whose cost is counted, ascending
 * @param seed of values and weights
 */
public record BackpropStudy(
    int examples,
    int inputs,
    int hidden,
    int outputs,
    double decay,
    List<Integer> widths,
    long seed)
    implements Study {
  private static final double START = 0.7;
  private static final double STEP = 1e-5;
  private static final int DRAWS = 100;
  private static final double AGREE = 1e-8;
  private static final String SECTION = "Deep Learning, section 6.5";
  private static final String DIFFERENCES = "central differences of the cost, double precision";
  private static final String OWN = "Deeplearning4j's own back-propagation, double precision";

  /** Copies the widths. */
  public BackpropStudy {
    widths = List.copyOf(widths);
  }

  /** Reads the options. */
  public static BackpropStudy read(Options options) {
    return new BackpropStudy(
        options.integer("examples", 1, 6),
        options.integer("inputs", 1, 5),
        options.integer("hidden", 1, 7),
        options.integer("outputs", 2, 3),
        options.number("decay", 0, 1, 0.01),
        Reading.integers(options, "widths", 1, List.of(1, 2, 4, 8, 16, 32, 64, 128, 256)).stream()
            .sorted()
            .toList(),
        options.whole("seed", 0, 1));
  }

  @Override
  public Lesson run(StudyContext context) {
    Built chain = BackpropGraphs.chain(START);
    Sizes sizes = new Sizes(examples, inputs, List.of(hidden), outputs);
    Built network = BackpropGraphs.network(sizes, decay, false, seed);
    List<BackpropCost> costs = new ArrayList<>();
    for (int width : widths) {
      costs.add(BackpropCost.count(width, seed));
      context.progress().accept("counted the operations of width " + width);
    }
    Result result = network.graph().run();
    List<KnownAnswer> answers = new ArrayList<>(chain(chain));
    answers.addAll(network(network, sizes, result));
    answers.addAll(BackpropCost.answers(costs));
    return new Lesson(
        answer(network, costs),
        EXPLANATION,
        answers,
        BackpropFigures.of(chain, costs),
        List.of(
            NodeTable.of("The network of section 6.5.7, one example, two units a layer", small()),
            NodeTable.of("The chain", chain.graph()),
            BackpropCost.table(costs),
            NodeTable.of("The same network as it is checked, larger", network.graph())));
  }

  /** So small that its Jacobians can be read: of its two rectifiers one passes, one cuts off. */
  private CostGraph small() {
    Sizes sizes = new Sizes(1, 2, List.of(2), 2);
    CostGraph graph = BackpropGraphs.network(sizes, decay, false, seed).graph();
    for (long next = seed + 1; passing(graph) != 1 && next < seed + DRAWS; next++) {
      graph = BackpropGraphs.network(sizes, decay, false, next).graph();
    }
    return graph;
  }

  private static long passing(CostGraph graph) {
    List<Matrix> values = graph.run().values();
    return IntStream.range(0, values.size())
        .filter(node -> graph.nodes().get(node).operation().filter(Each.RELU::equals).isPresent())
        .flatMap(node -> Arrays.stream(values.get(node).values()).mapToInt(v -> v > 0 ? 1 : 0))
        .sum();
  }

  private static List<KnownAnswer> chain(Built chain) {
    double w = START;
    double x = Math.tanh(w);
    double y = Math.tanh(x);
    double z = Math.tanh(y);
    double product = (1 - z * z) * (1 - y * y) * (1 - x * x);
    double found = chain.graph().run().gradient(0).at(0, 0);
    double difference = chain.graph().gradientByDifferences(0, STEP).at(0, 0);
    return List.of(
        KnownAnswer.near(
            "chain/rule",
            "dz/dw back-propagated through z = f(f(f(w))) is f′(y) f′(x) f′(w)",
            product,
            1e-14,
            found,
            SECTION + ".3, equation 6.52"),
        KnownAnswer.near(
            "chain/differences",
            "dz/dw of the chain equals finite differences: how far apart",
            0,
            AGREE,
            found - difference,
            DIFFERENCES),
        KnownAnswer.near(
            "chain/deeplearning4j",
            "dz/dw of the chain is Deeplearning4j's gradient of three such units: how far apart",
            0,
            AGREE,
            found - BackpropGraphs.chainByDeeplearning4j(w),
            OWN));
  }

  private List<KnownAnswer> network(Built network, Sizes sizes, Result result) {
    double differences = 0;
    double own = 0;
    List<Matrix> theirs = BackpropGraphs.gradientsByDeeplearning4j(network, sizes, decay);
    for (int i = 0; i < network.parameters().size(); i++) {
      int node = network.parameters().get(i);
      Matrix gradient = result.gradient(node);
      differences =
          Math.max(
              differences, gradient.distance(network.graph().gradientByDifferences(node, STEP)));
      own = Math.max(own, gradient.distance(theirs.get(i)));
    }
    return List.of(
        KnownAnswer.near(
            "network/jacobians",
            "Every local Jacobian of the one-hidden-layer network equals finite differences:"
                + " largest distance",
            0,
            AGREE,
            jacobians(network.graph(), result.values()),
            "central differences of each node"),
        KnownAnswer.near(
            "network/differences",
            "Gradients by all weights of the network equal finite differences: largest distance",
            0,
            AGREE,
            differences,
            DIFFERENCES),
        KnownAnswer.near(
            "network/deeplearning4j",
            "Gradients by all weights are what Deeplearning4j computes: largest distance",
            0,
            AGREE,
            own,
            OWN),
        KnownAnswer.near(
            "network/edges",
            "Each edge towards a weight is passed once on the way back",
            edges(network.graph()),
            0,
            result.edges(),
            SECTION + ".3, algorithm 6.2"));
  }

  private static int edges(CostGraph graph) {
    List<Node> nodes = graph.nodes();
    return (int)
        nodes.stream()
            .flatMap(node -> node.parents().stream())
            .filter(parent -> nodes.get(parent).wanted())
            .count();
  }

  private static double jacobians(CostGraph graph, List<Matrix> values) {
    double worst = 0;
    for (int node = 0; node < graph.nodes().size(); node++) {
      for (int parent = 0; parent < graph.nodes().get(node).parents().size(); parent++) {
        double[][] found = graph.jacobian(node, parent, values);
        double[][] known = graph.jacobianByDifferences(node, parent, values, STEP);
        for (int i = 0; i < found.length; i++) {
          for (int j = 0; j < found[i].length; j++) {
            worst = Math.max(worst, Math.abs(found[i][j] - known[i][j]));
          }
        }
      }
    }
    return worst;
  }

  private static final String EXPLANATION =
      "A network's cost is computed in small steps, each a node of a graph. Back-propagation walks"
          + " the graph from the cost to the weights and multiplies, at every node, what arrives by"
          + " how much the node's output changes with each of its inputs. One such walk gives the"
          + " slope of the cost by all weights at once, for about twice the work of computing the"
          + " cost, as each matrix product has two on the way back.";

  private String answer(Built network, List<BackpropCost> costs) {
    int weights =
        network.parameters().stream().mapToInt(node -> network.graph().given(node).size()).sum();
    BackpropCost widest = costs.get(costs.size() - 1);
    return "By one walk backwards through its graph: the slopes by all "
        + weights
        + " weights of a small network equal finite differences and Deeplearning4j's to 1e−8, and at"
        + " width "
        + widest.width()
        + " the walk back costs "
        + Say.fixed(widest.weights(), 2)
        + " times the way forward.";
  }
}
