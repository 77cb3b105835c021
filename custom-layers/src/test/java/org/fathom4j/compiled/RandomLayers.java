package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.fathom4j.layers.convolution.Convolution;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.convolution.Pooling;
import org.fathom4j.layers.convolution.PoolingKind;
import org.fathom4j.layers.dense.Dense;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.layers.normalization.ContrastNormalization;
import org.fathom4j.layers.normalization.SubtractiveNormalization;
import org.fathom4j.layers.rectifier.AbsoluteRectification;
import org.fathom4j.layers.rectifier.LeakyRectification;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.fathom4j.layers.rectifier.Slopes;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

/** Draws hidden layers that fit on one another. */
final class RandomLayers {
  private static final double KEEP = 0.7;
  private final Random random;
  private final RandomUpdates updates;

  RandomLayers(Random random, RandomUpdates updates) {
    this.random = random;
    this.updates = updates;
  }

  /** Layers of images, then of vectors. */
  List<Layer> after(InputType input) {
    List<Layer> layers = new ArrayList<>();
    if (!(input instanceof InputType.InputTypeFeedForward)) {
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        addAll(layers, imageLayer());
      }
    }
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      addAll(layers, vectorLayer());
    }
    return layers;
  }

  /**
   * A bias under batch normalization has no gradient but rounding, which Adam and its like would
   * blow up to full steps: such layers go without one.
   */
  private void addAll(List<Layer> layers, Layer layer) {
    if (layer instanceof BatchNormalization) {
      layers.add(
          layers.isEmpty() || chance(0.5)
              ? new ActivationLayer.Builder().activation(Activation.TANH).build()
              : new ActivationLayer.Builder().activation(Activation.SOFTPLUS).build());
    }
    if (layer instanceof BaseLayer base && chance(0.15)) {
      base.setIUpdater(updates.layerUpdater());
      base.setBiasUpdater(null);
    }
    if (!(layer instanceof BatchNormalization) && chance(0.15)) {
      layer.setIDropout(new SharedMask(KEEP, random.nextInt(1000)));
    }
    layers.add(layer);
  }

  private Layer imageLayer() {
    return switch (random.nextInt(17)) {
      case 0, 1, 2 -> convolution(new ConvolutionLayer.Builder(kernel(), kernel()));
      case 3 ->
          new Convolution.Builder(kernel())
              .nOut(size())
              .stride(stride())
              .convolutionMode(ConvolutionMode.Same)
              .build();
      case 4 ->
          new MaxoutConvolution.Builder(kernel())
              .nOut(size())
              .pieces(2 + random.nextInt(2))
              .convolutionMode(ConvolutionMode.Same)
              .build();
      case 5 -> new LocallyConnected.Builder(2).nOut(3).activation(activation()).build();
      case 6 -> pooling(SubsamplingLayer.PoolingType.MAX);
      case 7 -> pooling(SubsamplingLayer.PoolingType.AVG);
      case 8 ->
          new Pooling.Builder(chance(0.5) ? PoolingKind.MAX : PoolingKind.AVERAGE)
              .window(2)
              .stride(stride())
              .convolutionMode(ConvolutionMode.Same)
              .build();
      case 9 -> normalization();
      case 10 -> new LocalResponseNormalization.Builder().n(2 + random.nextInt(2)).build();
      case 11 -> slopes();
      case 12 ->
          chance(0.5)
              ? new SubtractiveNormalization.Builder().build()
              : new ContrastNormalization.Builder().window(3).build();
      case 13 ->
          new Deconvolution2D.Builder(1 + kernel(), 1 + kernel())
              .nOut(size())
              .stride(stride(), stride())
              .hasBias(chance(0.8))
              .activation(activation())
              .build();
      case 14 -> depthwise();
      case 15 -> separable();
      default -> elementwise();
    };
  }

  private Layer depthwise() {
    DepthwiseConvolution2D.Builder builder =
        new DepthwiseConvolution2D.Builder(kernel(), kernel())
            .depthMultiplier(1 + random.nextInt(2));
    builder.stride(stride(), stride()).hasBias(chance(0.8)).activation(activation());
    return chance(0.25)
        ? builder.convolutionMode(ConvolutionMode.Truncate).padding(2, 1).build()
        : builder.convolutionMode(ConvolutionMode.Same).build();
  }

  private Layer separable() {
    SeparableConvolution2D.Builder builder =
        new SeparableConvolution2D.Builder(kernel(), kernel())
            .depthMultiplier(1 + random.nextInt(2));
    builder.nOut(size()).hasBias(chance(0.8)).activation(activation());
    return chance(0.2)
        ? builder.dilation(2, 1).stride(1, 1).build()
        : builder.stride(stride(), stride()).build();
  }

  private Layer vectorLayer() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 ->
          new DenseLayer.Builder()
              .nOut(size())
              .hasBias(chance(0.8))
              .activation(activation())
              .build();
      case 3 -> new Dense.Builder().nOut(size()).activation(activation()).build();
      case 4 -> new Maxout.Builder().nOut(size()).pieces(2 + random.nextInt(4)).build();
      case 5 -> normalization();
      case 6 -> slopes();
      default -> elementwise();
    };
  }

  private Layer convolution(ConvolutionLayer.Builder builder) {
    builder.nOut(size()).stride(stride(), stride()).hasBias(chance(0.8)).activation(activation());
    if (chance(0.25)) {
      builder.convolutionMode(ConvolutionMode.Truncate).padding(2, 1);
    } else {
      builder.convolutionMode(ConvolutionMode.Same);
    }
    if (chance(0.2)) {
      builder.dilation(2, 1).stride(1, 1);
    }
    return builder.build();
  }

  private Layer pooling(SubsamplingLayer.PoolingType type) {
    SubsamplingLayer.Builder builder =
        new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(stride(), stride());
    return chance(0.3)
        ? builder.kernelSize(3, 2).convolutionMode(ConvolutionMode.Truncate).padding(1, 1).build()
        : builder.convolutionMode(ConvolutionMode.Same).build();
  }

  private Layer normalization() {
    return new BatchNormalization.Builder()
        .decay(0.8)
        .useLogStd(chance(0.5))
        .lockGammaBeta(chance(0.2))
        .build();
  }

  private Layer slopes() {
    Slopes[] all = Slopes.values();
    return new ParametricRectifier.Builder().slopes(all[random.nextInt(all.length)]).build();
  }

  private Layer elementwise() {
    return switch (random.nextInt(3)) {
      case 0 -> new ActivationLayer.Builder().activation(activation()).build();
      case 1 -> new DropoutLayer.Builder(new SharedMask(KEEP, random.nextInt(1000))).build();
      default -> new DropoutLayer.Builder(new GaussianNoise(0)).build();
    };
  }

  /** Any activation; smooth and piecewise linear ones most often. */
  IActivation activation() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> Activation.RELU.getActivationFunction();
      case 3, 4 -> Activation.TANH.getActivationFunction();
      case 5 -> Activation.SIGMOID.getActivationFunction();
      case 6 -> Activation.IDENTITY.getActivationFunction();
      case 7 -> new AbsoluteRectification();
      case 8 -> new LeakyRectification(0.1);
      case 9 -> Activation.ELU.getActivationFunction();
      case 10 -> Activation.SOFTPLUS.getActivationFunction();
      default -> Activation.RATIONALTANH.getActivationFunction();
    };
  }

  private int size() {
    return 2 + random.nextInt(16);
  }

  private int kernel() {
    return 1 + random.nextInt(4);
  }

  private int stride() {
    return 1 + random.nextInt(2);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
