package org.fathom4j.compiled.lowering;

import java.util.Optional;
import java.util.ServiceLoader;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.fathom4j.compiled.form.LayerForm;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Layers of somebody else's, which bring their form.
 *
 * @param form what they bring
 */
record FormRule(LayerForm form) implements LayerRule {

  /** The rule of a layer that brings a form, found where the layer comes from. */
  static Optional<LayerRule> of(LayerSite site) {
    Class<? extends Layer> type = site.configuration().getClass();
    for (LayerForm each : ServiceLoader.load(LayerForm.class, type.getClassLoader())) {
      if (each.layer() == type) {
        return Optional.of(new FormRule(each));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> obstacle(LayerSite site) {
    return site.hasLoss()
        ? Optional.of("a form of one's own is of layers without a loss")
        : form.obstacle(site.configuration());
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    InputType type = site.layout().type(x.shape());
    return site.layout().between(graph, x, own -> lower(site.seenAsIs(), own, type, graph));
  }

  private Tensor lower(LayerSite site, Tensor x, InputType type, GraphBuilder graph) {
    Tensor y = form.lower(site, x, graph);
    InputType said = site.configuration().getOutputType(site.index(), type);
    if (y.shape().size(0) != x.shape().size(0)
        || y.shape().flattened().size(1) != said.arrayElementsPerExample()) {
      throw new IllegalStateException(
          "layer %s: its form %s makes %s of %s, its configuration says %s"
              .formatted(site.name(), form.getClass().getName(), y.shape(), x.shape(), said));
    }
    return y;
  }
}
