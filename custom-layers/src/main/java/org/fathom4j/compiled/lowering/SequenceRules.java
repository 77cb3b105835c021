package org.fathom4j.compiled.lowering;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;

/**
 * Windows that slide along sequences, which are those of images of width 1; and layers that score
 * every step.
 */
enum SequenceRules implements LayerRule {
  /**
   * Convolution1D. Its weights lie as {@code [length, inputs, outputs]}, whatever shape they are
   * told to have.
   */
  CONVOLUTION {
    @Override
    public Optional<String> obstacle(LayerSite site) {
      return site.as(Convolution1DLayer.class).getRnnDataFormat() == RNNFormat.NCW
          ? Optional.empty()
          : Optional.of(Sequences.FORMAT);
    }

    @Override
    public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
      Sequences.require(site, x);
      Convolution1DLayer layer = site.as(Convolution1DLayer.class);
      Images.requireChannels(site, x, layer.getNIn());
      long length = layer.getKernelSize()[0];
      Shape kept = Shape.of(length, layer.getNIn(), layer.getNOut());
      Tensor kernels = site.parameter(graph, ConvolutionParamInitializer.WEIGHT_KEY, kept);
      Tensor turned = new Transposition(List.of(2, 1, 0)).of(graph, kernels);
      Shape filters = Shape.of(layer.getNOut(), layer.getNIn(), length, 1);
      Tensor weights = new Reshape().of(graph, turned, filters);
      Optional<Tensor> bias =
          site.optionalParameter(
              graph, ConvolutionParamInitializer.BIAS_KEY, Shape.of(layer.getNOut()));
      Tensor images = Sequences.images(graph, site.dropout(graph, x));
      Tensor z =
          new Convolution(Windows.along(site, layer, x.shape().size(2)))
              .of(graph, images, weights, bias);
      return Sequences.of(graph, site.activated(site.activation(), graph, z));
    }
  },

  /** Subsampling1DLayer. */
  POOLING {
    @Override
    public Optional<String> obstacle(LayerSite site) {
      Subsampling1DLayer layer = site.as(Subsampling1DLayer.class);
      if (layer.getCnn2dDataFormat() != CNN2DFormat.NCHW) {
        return Optional.of(Sequences.FORMAT);
      }
      return layer.getPadding()[0] > 0
          ? Optional.of("padding has no compiled form: Deeplearning4j fails with it")
          : SubsamplingRule.obstacle(layer);
    }

    @Override
    public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
      Sequences.require(site, x);
      Subsampling1DLayer layer = site.as(Subsampling1DLayer.class);
      Pooling pooling =
          new Pooling(SubsamplingRule.kind(layer), Windows.along(site, layer, x.shape().size(2)));
      return Sequences.of(graph, pooling.of(graph, Sequences.images(graph, x)));
    }
  },

  /** RnnOutputLayer; its dropout, product and loss are of rows. */
  OUTPUT {
    @Override
    public Optional<String> obstacle(LayerSite site) {
      return Sequences.obstacle(site.as(RnnOutputLayer.class).getRnnDataFormat());
    }

    @Override
    public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
      Sequences.require(site, x);
      Images.requireChannels(site, x, site.as(RnnOutputLayer.class).getNIn());
      return x;
    }
  },

  /** RnnLossLayer. */
  LOSS {
    @Override
    public Optional<String> obstacle(LayerSite site) {
      return Sequences.obstacle(site.as(RnnLossLayer.class).getRnnDataFormat());
    }

    @Override
    public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
      Sequences.require(site, x);
      return x;
    }
  };
}
