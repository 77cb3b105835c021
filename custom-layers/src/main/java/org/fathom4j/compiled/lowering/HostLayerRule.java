package org.fathom4j.compiled.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Layers of images that run in Java, dropout included: LocallyConnected and the local
 * normalizations.
 */
final class HostLayerRule implements LayerRule {
  @Override
  public Optional<String> obstacle(LayerSite site) {
    return site.layout() == ImageLayout.CHANNELS_FIRST
        ? Optional.empty()
        : Optional.of(
            "it takes images with their channels first, and the network's have them last");
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    Images.require(site, x);
    Shape in = x.shape();
    InputType out =
        site.configuration()
            .getOutputType(
                site.index(), InputType.convolutional(in.size(2), in.size(3), in.size(1)));
    List<Tensor> reads = new ArrayList<>(List.of(x));
    site.layer()
        .paramTable()
        .forEach((key, view) -> reads.add(site.parameter(graph, key, Shape.of(view.shape()))));
    InputType.InputTypeConvolutional images = (InputType.InputTypeConvolutional) out;
    return graph.add(
        new HostLayer(site.layer(), graph.training()),
        reads,
        Shape.of(in.size(0), images.getChannels(), images.getHeight(), images.getWidth()));
  }
}
