package org.fathom4j.compiled.lowering;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;

/** GlobalPoolingLayer of images: a pooling window as large as the image. */
final class GlobalPoolingRule implements LayerRule {
  private static final int[] PIXELS = {2, 3};

  @Override
  public Optional<String> obstacle(LayerSite site) {
    GlobalPoolingLayer layer = site.as(GlobalPoolingLayer.class);
    if (layer.getPoolingType() == PoolingType.PNORM) {
      return Optional.of("pooling PNORM has no compiled form");
    }
    int[] dimensions = layer.getPoolingDimensions();
    boolean pixels = dimensions == null || Arrays.equals(dimensions, PIXELS);
    return pixels
        ? Optional.empty()
        : Optional.of(
            "pooling over dimensions %s has no compiled form, only over height and width, [2, 3]"
                .formatted(Arrays.toString(dimensions)));
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
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
    return layer.isCollapseDimensions()
        ? new Reshape().of(graph, y, Shape.of(in.size(0), in.size(1)))
        : y;
  }
}
