package org.fathom4j.compiled.lowering;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.StepPooling;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;

/** GlobalPoolingLayer of images or sequences: a pooling window as large as they are. */
final class GlobalPoolingRule implements LayerRule {
  private static final int[] STEPS = {2};

  @Override
  public Optional<String> obstacle(LayerSite site) {
    GlobalPoolingLayer layer = site.as(GlobalPoolingLayer.class);
    if (layer.getPoolingType() == PoolingType.PNORM) {
      return Optional.of("pooling PNORM has no compiled form");
    }
    int[] dimensions = layer.getPoolingDimensions();
    int[] pixels = site.layout().pixels();
    boolean images = Arrays.equals(dimensions, pixels);
    if (dimensions != null && !images && !Arrays.equals(dimensions, STEPS)) {
      return Optional.of(
          ("pooling over dimensions %s has no compiled form, only over height and width, %s,"
                  + " or over the steps of a sequence, [2]")
              .formatted(Arrays.toString(dimensions), Arrays.toString(pixels)));
    }
    return images && site.layout() == ImageLayout.CHANNELS_LAST && !layer.isCollapseDimensions()
        ? Optional.of(
            "images that stay images have no compiled form with their channels last:"
                + " Deeplearning4j takes their height for the number of channels")
        : Optional.empty();
  }

  @Override
  public boolean countsSteps(LayerSite site) {
    return true;
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    GlobalPoolingLayer layer = site.as(GlobalPoolingLayer.class);
    boolean sequence = Sequences.is(x.shape());
    int[] dimensions = layer.getPoolingDimensions();
    if (dimensions != null && dimensions.length != x.shape().rank() - 2) {
      throw new IllegalArgumentException(
          "layer %s pools over dimensions %s, which are not all of %s but batch and channels"
              .formatted(site.name(), Arrays.toString(dimensions), x.shape()));
    }
    if (dimensions == null && !sequence) { // Deeplearning4j's own choice is [2, 3]
      site.layout().require(site, CNN2DFormat.NCHW, x);
    }
    Optional<Tensor> counted = graph.takeCounted();
    if (sequence && counted.isPresent()) {
      Tensor y = new StepPooling(kind(layer)).of(graph, Sequences.steps(graph, x), counted.get());
      Shape one = Shape.of(y.shape().size(0), y.shape().size(1), 1);
      return layer.isCollapseDimensions() ? y : new Reshape().of(graph, y, one);
    }
    Tensor y = pooled(site, sequence ? Sequences.images(graph, x) : x, graph);
    if (layer.isCollapseDimensions()) {
      return new Reshape().of(graph, y, y.shape().flattened());
    }
    return sequence ? Sequences.of(graph, y) : y;
  }

  private static StepPooling.Kind kind(GlobalPoolingLayer layer) {
    return switch (layer.getPoolingType()) {
      case MAX -> StepPooling.Kind.MAX;
      case AVG -> StepPooling.Kind.MEAN;
      default -> StepPooling.Kind.SUM;
    };
  }

  private static Tensor pooled(LayerSite site, Tensor x, GraphBuilder graph) {
    GlobalPoolingLayer layer = site.as(GlobalPoolingLayer.class);
    Images.require(site, x);
    Shape in = x.shape();
    int height = (int) in.size(2);
    int width = (int) in.size(3);
    Window all = new Window(height, width, 1, 1, 1, 1, new Window.Padding(0, 0, 0, 0));
    Pooling.Kind kind =
        layer.getPoolingType() == PoolingType.MAX ? Pooling.Kind.MAX : Pooling.Kind.MEAN;
    Tensor y = new Pooling(kind, all).of(graph, x);
    if (layer.getPoolingType() == PoolingType.SUM) {
      double pixels = (double) height * width;
      y = new Activation(Activation.Function.LINEAR, pixels, 0).of(graph, y);
    }
    return y;
  }
}
