package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.GradientBound;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.model.TrainedModel;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradient normalization as operations, for trained layers alone, as in Deeplearning4j: after the
 * division by the number of examples, before the updater.
 */
final class Bounds {
  /** What Deeplearning4j takes for the length of a layer's gradient that is 0. */
  private static final double NO_LENGTH = 1e-5;

  private Bounds() {}

  /** The layers of a network whose gradients are bounded. */
  static List<Layer> layers(TrainedModel network) {
    return network.parts().stream()
        .filter(TrainedModel.Part::trained)
        .map(TrainedModel.Part::layer)
        .filter(layer -> layer.numParams() > 0)
        .filter(layer -> bounds(layer.getConfig().getGradientNormalization()))
        .toList();
  }

  private static boolean bounds(@Nullable GradientNormalization normalization) {
    return normalization != null && normalization != GradientNormalization.None;
  }

  /** Adds those of a network, if any. */
  static void add(TrainedModel network, GraphBuilder graph) {
    for (Layer layer : layers(network)) {
      graph.enter("gradients of layer " + layer.getIndex());
      add(network, layer, graph);
    }
  }

  private static void add(TrainedModel network, Layer layer, GraphBuilder graph) {
    List<Tensor> gradients = new ArrayList<>();
    List<Factor> shares = new ArrayList<>();
    layer
        .paramTable()
        .forEach(
            (name, parameter) -> {
              gradients.add(gradient(network, parameter, graph));
              shares.add(Section.share(Section.averaged(network, layer, name)));
            });
    GradientNormalization normalization = layer.getConfig().getGradientNormalization();
    double threshold = layer.getConfig().getGradientNormalizationThreshold();
    switch (normalization) {
      case ClipElementWiseAbsoluteValue ->
          new GradientBound(GradientBound.Kind.ELEMENTS, threshold, shares).add(graph, gradients);
      case ClipL2PerLayer ->
          new GradientBound(GradientBound.Kind.LENGTH, threshold, shares).add(graph, gradients);
      case RenormalizeL2PerLayer ->
          new GradientBound(GradientBound.Kind.UNIT, NO_LENGTH, shares).add(graph, gradients);
      case ClipL2PerParamType ->
          each(GradientBound.Kind.LENGTH, threshold, shares, gradients, graph);
      case RenormalizeL2PerParamType -> // 0 by 0 is NaN, there too
          each(GradientBound.Kind.UNIT, 0, shares, gradients, graph);
      case None -> throw new IllegalArgumentException("no bound");
    }
  }

  private static void each(
      GradientBound.Kind kind,
      double limit,
      List<Factor> shares,
      List<Tensor> gradients,
      GraphBuilder graph) {
    for (int i = 0; i < gradients.size(); i++) {
      new GradientBound(kind, limit, List.of(shares.get(i))).add(graph, List.of(gradients.get(i)));
    }
  }

  private static Tensor gradient(TrainedModel network, INDArray parameter, GraphBuilder graph) {
    long from = parameter.offset() - network.parameters().offset();
    return graph.gradient("g", Shape.of(parameter.length()), from);
  }
}
