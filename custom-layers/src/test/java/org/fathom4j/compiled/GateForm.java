package org.fathom4j.compiled;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.fathom4j.compiled.form.FormedLayer;
import org.fathom4j.compiled.form.LayerForm;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;

/** What a {@link Gate} consists of. */
public final class GateForm implements LayerForm {
  @Override
  public Class<? extends Layer> layer() {
    return Gate.class;
  }

  @Override
  public Tensor lower(FormedLayer layer, Tensor x, GraphBuilder graph) {
    long size = x.shape().size(1);
    Tensor weights = layer.parameter(graph, "W", Shape.of(size, size));
    Tensor bias = layer.parameter(graph, "b", Shape.of(size));
    Tensor kept = layer.dropout(graph, x);
    Tensor z = new InnerProduct().of(graph, kept, weights, Optional.of(bias));
    Tensor gate = layer.activated(layer.as(Gate.class).getActivationFn(), graph, z);
    return new Product().of(graph, kept, gate);
  }
}
