package org.fathom4j.compiled.lowering;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Tensor;

/** Bidirectional: a layer along sequences and another one back, put together. */
@SuppressWarnings("deprecation") // One that cannot be within is.
final class BidirectionalRule implements LayerRule {
  @Override
  public Optional<String> obstacle(LayerSite site) {
    Layer inner = site.as(Bidirectional.class).getFwd();
    return inner instanceof BaseRecurrentLayer layer && !(inner instanceof GravesBidirectionalLSTM)
        ? RecurrentRule.obstacle(layer)
        : Optional.of(
            "%s within it has no compiled form".formatted(inner.getClass().getSimpleName()));
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    Bidirectional layer = site.as(Bidirectional.class);
    Tensor there =
        RecurrentRule.along(
            site.within(layer.getFwd(), 0),
            RecurrentRule.Names.PLAIN.behind(BidirectionalParamInitializer.FORWARD_PREFIX),
            false,
            x,
            graph);
    Tensor back =
        RecurrentRule.along(
            site.within(layer.getBwd(), 1),
            RecurrentRule.Names.PLAIN.behind(BidirectionalParamInitializer.BACKWARD_PREFIX),
            true,
            x,
            graph);
    Tensor both = together(layer.getMode(), List.of(there, back), graph);
    return site.takesLastStep() ? Sequences.last(graph, both) : Sequences.ofSteps(graph, both);
  }

  private static Tensor together(Bidirectional.Mode mode, List<Tensor> ways, GraphBuilder graph) {
    return switch (mode) {
      case ADD -> Sum.plain(2).of(graph, ways);
      case AVERAGE -> new Sum(List.of(0.5, 0.5)).of(graph, ways);
      case MUL -> new Product().of(graph, ways.get(0), ways.get(1));
      case CONCAT -> new Concatenation(2).of(graph, ways);
    };
  }
}
