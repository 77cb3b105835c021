package org.fathom4j.compiled.lowering;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.params.CenterLossParamInitializer;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Fill;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;

/**
 * CenterLossOutputLayer: an output layer whose loss reads its input, too, which is what this rule
 * gives. With labels t, and a center of each class in the rows of c, it adds {@code lambda / 2 (x -
 * t c)^2} to the score of an example. Centers have no part in that gradient, but a step of their
 * own: {@code alpha t' (t c - x) / (1 + t' 1)}, over the examples of a class and one more.
 * Deeplearning4j makes none that is frozen.
 */
final class CenterLossRule implements LayerRule {
  private static final List<Integer> TURNED = List.of(1, 0);

  @Override
  public Optional<String> obstacle(LayerSite site) {
    return site.as(CenterLossOutputLayer.class).hasBias()
        ? Optional.empty()
        : Optional.of(
            "without a bias it has no compiled form: Deeplearning4j trains one all the same");
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    Tensor rows = new Reshape().of(graph, x, x.shape().flattened());
    return site.dropout(graph, rows);
  }

  /** Adds what is scored of the input, and the step of the centers; the score's is in the sum. */
  static Backpropagation.Start add(GraphBuilder graph, Output output, Tensor x) {
    LayerSite site = output.site();
    CenterLossOutputLayer layer = site.as(CenterLossOutputLayer.class);
    Shape shape = Shape.of(output.shape().size(1), x.shape().size(1));
    Tensor centers = site.parameter(graph, CenterLossParamInitializer.CENTER_KEY, shape);
    Tensor labels = output.labels(graph);
    Tensor own =
        new InnerProduct()
            .of(graph, labels, new Transposition(TURNED).of(graph, centers), Optional.empty());
    double half = layer.getLambda() / 2;
    Tensor twice = // 2 (x - t c)
        new Loss(Loss.Kind.SQUARES, List.of(), 0, half * output.share())
            .of(graph, x, own, Optional.empty());
    step(graph, layer, centers, labels, twice);
    return new Backpropagation.Start(x, times(half).of(graph, twice));
  }

  private static void step(
      GraphBuilder graph,
      CenterLossOutputLayer layer,
      Tensor centers,
      Tensor labels,
      Tensor twice) {
    Tensor classes = new Transposition(TURNED).of(graph, labels);
    Tensor away = new Transposition(TURNED).of(graph, twice);
    Tensor sums = new InnerProduct().of(graph, classes, away, Optional.empty());
    double factor = -layer.getAlpha() / 2;
    Tensor share =
        layer.getGradientCheck()
            ? new Fill(factor * layer.getLambda()).of(graph, sums.shape())
            : new Activation(Activation.Function.POWER, factor, -1)
                .of(graph, onePlusCounts(graph, classes, away.shape()));
    Storage.Parameter place = (Storage.Parameter) centers.storage();
    Tensor step = graph.gradient("step", centers.shape(), place.offset());
    graph.add(
        new Step(graph.layer(), new Product(), Pass.FORWARD, List.of(sums, share), List.of(step)));
  }

  /** How many examples each class has, and one more; in every column. */
  private static Tensor onePlusCounts(GraphBuilder graph, Tensor classes, Shape columns) {
    Tensor ones = new Fill(1).of(graph, columns);
    Tensor one = new Fill(1).of(graph, Shape.of(columns.size(0)));
    return new InnerProduct().of(graph, classes, ones, Optional.of(one));
  }

  private static Activation times(double factor) {
    return new Activation(Activation.Function.LINEAR, factor, 0);
  }
}
