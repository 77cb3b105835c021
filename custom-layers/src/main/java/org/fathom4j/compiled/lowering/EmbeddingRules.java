package org.fathom4j.compiled.lowering;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Lookup;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;

/**
 * Layers that look up vectors for the numbers that are the network's input. As in Deeplearning4j
 * they ignore dropout.
 */
enum EmbeddingRules implements LayerRule {
  /** EmbeddingLayer: one number an example. */
  ONE {
    @Override
    public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
      requireNumbers(site, x);
      if (x.shape().flattened().size(1) != 1) {
        throw new IllegalArgumentException(
            "layer %s takes one number an example, got an input of %s"
                .formatted(site.name(), x.shape()));
      }
      return vectors(site, x, graph);
    }
  },

  /** EmbeddingSequenceLayer: a sequence of numbers {@code [n,t]} becomes one of vectors. */
  SEQUENCE {
    @Override
    public Optional<String> obstacle(LayerSite site) {
      return site.as(EmbeddingSequenceLayer.class).getOutputFormat() == RNNFormat.NCW
          ? Optional.empty()
          : Optional.of(Sequences.FORMAT);
    }

    @Override
    public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
      requireNumbers(site, x);
      EmbeddingSequenceLayer layer = site.as(EmbeddingSequenceLayer.class);
      long examples = x.shape().size(0);
      long length = x.shape().flattened().size(1);
      if (!layer.isInferInputLength() && layer.getInputLength() != length) {
        throw new IllegalArgumentException(
            "layer %s takes %d numbers an example, got an input of %s"
                .formatted(site.name(), layer.getInputLength(), x.shape()));
      }
      Tensor numbers = new Reshape().of(graph, x, Shape.of(examples * length, 1));
      Tensor vectors = vectors(site, numbers, graph);
      long size = vectors.shape().size(1);
      Tensor steps = new Reshape().of(graph, vectors, Shape.of(examples, length, size));
      return new Transposition(List.of(0, 2, 1)).of(graph, steps);
    }
  };

  private static void requireNumbers(LayerSite site, Tensor x) {
    if (!(x.storage() instanceof Storage.Features)) {
      throw new IllegalArgumentException(
          "layer %s looks up numbers of the network's input, not what other layers make of it"
              .formatted(site.name()));
    }
  }

  private static Tensor vectors(LayerSite site, Tensor numbers, GraphBuilder graph) {
    // The network keeps a table's columns one after another: [outputs, numbers].
    long[] table = site.view(DefaultParamInitializer.WEIGHT_KEY).shape();
    Tensor weights =
        site.parameter(graph, DefaultParamInitializer.WEIGHT_KEY, Shape.of(table[1], table[0]));
    Optional<Tensor> bias =
        site.optionalParameter(graph, DefaultParamInitializer.BIAS_KEY, Shape.of(table[1]));
    Tensor z = new Lookup().of(graph, numbers, weights, bias);
    return Activations.apply(site.activation(), graph, z);
  }
}
