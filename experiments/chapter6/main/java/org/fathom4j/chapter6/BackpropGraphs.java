package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.Operation.CrossEntropy;
import org.fathom4j.chapter6.Operation.Each;
import org.fathom4j.chapter6.Operation.Plus;
import org.fathom4j.chapter6.Operation.Product;
import org.fathom4j.chapter6.Operation.Total;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** The chapter's graphs, and the same computations as networks of Deeplearning4j. */
final class BackpropGraphs {
  private BackpropGraphs() {}

  /**
   * A graph and the nodes whose gradients are of interest.
   *
   * @param parameters weights, in order of their layers
   */
  record Built(CostGraph graph, List<Integer> parameters) {
    Built {
      parameters = List.copyOf(parameters);
    }
  }

  /** Sizes of a network: examples, inputs, units of each hidden layer, outputs. */
  record Sizes(int examples, int inputs, List<Integer> hidden, int outputs) {
    Sizes {
      hidden = List.copyOf(hidden);
    }
  }

  /** The chain w, x = tanh w, y = tanh x, z = tanh y (section 6.5.3, figure 6.9). */
  static Built chain(double w) {
    CostGraph graph = new CostGraph();
    int first = graph.parameter("w", Matrix.scalar(w));
    int x = graph.node("x = f(w)", Each.TANH, first);
    int y = graph.node("y = f(x)", Each.TANH, x);
    graph.node("z = f(y)", Each.TANH, y);
    return new Built(graph, List.of(first));
  }

  /**
   * The network of section 6.5.7: cross-entropy of a softmax over rectifiers, without biases, plus
   * {@code decay} times the sum of all squared weights. With several hidden layers it is deeper.
   *
   * @param inputWanted whether the gradient by the inputs is asked for too
   */
  static Built network(Sizes sizes, double decay, boolean inputWanted, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    CostGraph graph = new CostGraph();
    Matrix inputs = Matrix.normal(sizes.examples(), sizes.inputs(), 1, random);
    int layer = inputWanted ? graph.parameter("X", inputs) : graph.data("X", inputs);
    List<Integer> weights = new ArrayList<>();
    List<Integer> widths = new ArrayList<>(sizes.hidden());
    widths.add(sizes.outputs());
    int before = sizes.inputs();
    for (int i = 0; i < widths.size(); i++) {
      String index = "" + (i + 1);
      Matrix start = Matrix.normal(before, widths.get(i), Math.sqrt(2.0 / before), random);
      weights.add(graph.parameter("W" + index, start));
      layer = graph.node("U" + index, new Product(), layer, weights.get(i));
      if (i < sizes.hidden().size()) {
        layer = graph.node("H" + index, Each.RELU, layer);
      }
      before = widths.get(i);
    }
    int loss = graph.node("J_MLE", new CrossEntropy(truth(sizes, random)), layer);
    int squares = -1;
    for (int i = 0; i < weights.size(); i++) {
      int square = graph.node("W" + (i + 1) + "²", Each.SQUARE, weights.get(i));
      int sum = graph.node("ΣW" + (i + 1) + "²", new Total(), square);
      squares = i == 0 ? sum : graph.node("ΣW²", new Plus(), squares, sum);
    }
    int penalty = graph.node("λΣW²", Each.scale(decay), squares);
    graph.node("J", new Plus(), loss, penalty);
    return new Built(graph, weights);
  }

  private static Matrix truth(Sizes sizes, SplittableRandom random) {
    Matrix truth = Matrix.zeros(sizes.examples(), sizes.outputs());
    for (int i = 0; i < sizes.examples(); i++) {
      truth.values()[i * sizes.outputs() + random.nextInt(sizes.outputs())] = 1;
    }
    return truth;
  }

  private static DenseLayer dense(int inputs, int units, Activation activation) {
    return new DenseLayer.Builder()
        .nIn(inputs)
        .nOut(units)
        .activation(activation)
        .hasBias(false)
        .build();
  }

  /** dz/dw of the chain by Deeplearning4j: three layers of one tanh unit, all but w fixed at 1. */
  static double chainByDeeplearning4j(double w) {
    OutputLayer last =
        new OutputLayer.Builder(new LossL2(Nets.matrix(DataType.DOUBLE, new double[][] {{0.5}})))
            .nIn(1)
            .nOut(1)
            .activation(Activation.TANH)
            .hasBias(false)
            .build();
    MultiLayerNetwork network =
        Nets.build(
            1,
            DataType.DOUBLE,
            new Sgd(1),
            dense(1, 1, Activation.TANH),
            dense(1, 1, Activation.TANH),
            last);
    INDArray one = Nets.column(DataType.DOUBLE, 1);
    network.setParam("0_W", Nets.column(DataType.DOUBLE, w));
    network.setParam("1_W", one);
    network.setParam("2_W", one);
    network.setInput(one);
    network.setLabels(network.output(one).sub(1)); // half squared error: its slope by z is then 1
    network.computeGradientAndScore();
    return network.gradient().getGradientFor("0_W").getDouble(0);
  }

  /**
   * The gradients of the network with one hidden layer by Deeplearning4j: what one step of rate 1
   * takes off its weights, weight decay included.
   */
  static List<Matrix> gradientsByDeeplearning4j(Built built, Sizes sizes, double decay) {
    CostGraph graph = built.graph();
    int hidden = sizes.hidden().get(0);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(1))
                .l2(2 * decay) // it counts half of the squares
                .list(
                    dense(sizes.inputs(), hidden, Activation.RELU),
                    new OutputLayer.Builder(new LossMCXENT(0, null))
                        .nIn(hidden)
                        .nOut(sizes.outputs())
                        .activation(Activation.SOFTMAX)
                        .hasBias(false)
                        .build())
                .build());
    network.init();
    for (int i = 0; i < 2; i++) {
      network.setParam(i + "_W", array(graph.given(built.parameters().get(i))));
    }
    network.fit(array(graph.given(0)), array(truthOf(graph)));
    List<Matrix> gradients = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Matrix before = graph.given(built.parameters().get(i));
      double[] after = network.getParam(i + "_W").dup('c').data().asDouble();
      Matrix gradient = Matrix.zeros(before.rows(), before.columns());
      for (int j = 0; j < after.length; j++) {
        gradient.values()[j] = before.values()[j] - after[j];
      }
      gradients.add(gradient);
    }
    return gradients;
  }

  private static Matrix truthOf(CostGraph graph) {
    return graph.nodes().stream()
        .flatMap(node -> node.operation().stream())
        .filter(CrossEntropy.class::isInstance)
        .map(operation -> ((CrossEntropy) operation).truth())
        .findFirst()
        .orElseThrow();
  }

  private static INDArray array(Matrix matrix) {
    return Nets.matrix(DataType.DOUBLE, matrix.toRows());
  }
}
