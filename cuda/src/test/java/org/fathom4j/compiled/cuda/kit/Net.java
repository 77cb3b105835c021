package org.fathom4j.compiled.cuda.kit;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;
import org.fathom4j.compiled.graph.Window;

/** A network whose training step is written down as a graph, layer by layer. */
public final class Net {
  private static final double EPSILON = 1e-5;

  private final GraphBuilder graph = new GraphBuilder(true);
  private final Random random;
  private final Shape features;
  private final List<Float> start = new ArrayList<>();
  private Tensor x;
  private int layers;

  /**
   * One without layers.
   *
   * @param features of a batch
   * @param seed of its first parameters
   */
  Net(Shape features, long seed) {
    this.features = features;
    this.random = new Random(seed);
    this.x = graph.features(0, features);
  }

  /**
   * What there is to train.
   *
   * @param graph a step, update included
   * @param start first parameters
   * @param states how many numbers the update keeps
   * @param batch what it is trained on, again and again
   */
  public record Trained(Graph graph, List<Float> start, int states, Batch batch) {
    /** The first parameters outside of Java's heap. */
    public Floats parameters() {
      Floats floats = Floats.zeros(Shape.of(start.size()));
      for (int i = 0; i < start.size(); i++) {
        floats.buffer().put(i, start.get(i));
      }
      return floats;
    }

    /** The same batch at another time. */
    public Batch at(int iteration) {
      return new Batch(batch.features(), batch.targets(), iteration, 0);
    }
  }

  /** Shape of what the last layer gives. */
  Shape shape() {
    return x.shape();
  }

  private void enter(String kind) {
    graph.enter(kind + layers++);
  }

  private Tensor parameter(String role, Shape shape, double mean, double deviation) {
    Tensor tensor = graph.parameter(role, shape, start.size());
    for (long i = 0; i < shape.elements(); i++) {
      start.add((float) (mean + deviation * random.nextGaussian()));
    }
    return tensor;
  }

  Net convolution(Window window, int channels, int groups) {
    enter("convolution");
    long inputs = shape().size(1) / groups;
    long taps = (long) window.kernelHeight() * window.kernelWidth();
    Tensor bias = parameter("b", Shape.of(channels), 0, 0.01);
    Shape shape =
        groups == 1
            ? Shape.of(channels, inputs, window.kernelHeight(), window.kernelWidth())
            : Shape.of(
                groups, channels / groups, inputs, window.kernelHeight(), window.kernelWidth());
    Tensor weights = parameter("W", shape, 0, Math.sqrt(2.0 / (inputs * taps)));
    x = new Convolution(window).of(graph, x, weights, Optional.of(bias));
    return this;
  }

  Net dense(int units) {
    flatten();
    enter("dense");
    long inputs = shape().size(1);
    Tensor weights = parameter("W", Shape.of(units, inputs), 0, Math.sqrt(2.0 / inputs));
    Tensor bias = parameter("b", Shape.of(units), 0, 0.01);
    x = new InnerProduct().of(graph, x, weights, Optional.of(bias));
    return this;
  }

  Net flatten() {
    if (shape().rank() > 2) {
      x = new Reshape().of(graph, x, shape().flattened());
    }
    return this;
  }

  Net activation(Activation activation) {
    enter("activation");
    x = activation.of(graph, x);
    return this;
  }

  Net maxout(int pieces) {
    enter("maxout");
    x = new PieceMaximum(pieces).of(graph, x);
    return this;
  }

  Net pooling(Pooling pooling) {
    enter("pooling");
    x = pooling.of(graph, x);
    return this;
  }

  Net dropout(double keep) {
    enter("dropout");
    x = new Dropout((iteration, epoch) -> keep, layers).of(graph, x);
    return this;
  }

  Net localResponse(LocalResponse response) {
    enter("response");
    x = response.of(graph, x);
    return this;
  }

  Net normalization() {
    enter("normalization");
    Shape channels = Shape.of(shape().size(1));
    Normalization.Scale scale =
        new Normalization.Scale(
            parameter("gamma", channels, 1, 0.1), parameter("beta", channels, 0, 0.1));
    x =
        new Normalization(EPSILON, false)
            .of(
                graph,
                x,
                scale,
                new Normalization.Statistics(
                    graph.tensor("mean", channels), graph.tensor("variance", channels)));
    return this;
  }

  /** Adds the loss, the backward steps and the update. */
  Trained trained(Loss loss, Update update) {
    enter("loss");
    Shape outputs = shape();
    Tensor gradient = loss.of(graph, x, graph.labels(0, outputs), Optional.empty());
    Backpropagation.run(graph, List.of(new Backpropagation.Start(x, gradient)), Set.of());
    enter("update");
    UpdateRule rule = update.rule();
    List<Integer> states =
        IntStream.range(0, rule.states()).mapToObj(i -> i * start.size()).toList();
    update.add(graph, 0, start.size(), states);
    return new Trained(
        new Graph(graph.steps(), x),
        List.copyOf(start),
        rule.states() * start.size(),
        batch(outputs));
  }

  private Batch batch(Shape outputs) {
    Floats inputs = Floats.zeros(features);
    for (int i = 0; i < inputs.buffer().capacity(); i++) {
      inputs.buffer().put(i, random.nextFloat());
    }
    Floats labels = Floats.zeros(outputs);
    FloatBuffer buffer = labels.buffer();
    int classes = (int) outputs.size(1);
    for (int i = 0; i < outputs.size(0); i++) {
      buffer.put(i * classes + i % classes, 1);
    }
    return new Batch(List.of(inputs), List.of(new Batch.Target(labels, null)), 0, 0);
  }
}
