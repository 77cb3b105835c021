package org.fathom4j.network;

import java.util.List;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.fathom4j.config.Options;

/** A layer as somebody else adds it: found through {@code META-INF/services}. */
public final class NoiseLayerType implements LayerType {
  @Override
  public String name() {
    return "gaussian-noise";
  }

  @Override
  public String formula() {
    return "x + e, e normal with mean 0, in training";
  }

  @Override
  public List<Option> options() {
    return List.of(new Option("deviation", "standard deviation of e, at least 0 (0.1)"));
  }

  @Override
  public Layer read(Options options, LayerContext context) {
    double deviation = options.number("deviation", 0, Double.MAX_VALUE, 0.1);
    return new DropoutLayer.Builder(new GaussianNoise(deviation)).build();
  }
}
