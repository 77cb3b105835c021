package org.fathom4j.worker;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.fathom4j.config.Options;
import org.fathom4j.network.LayerContext;
import org.fathom4j.network.LayerType;

/** A layer for tests that passes its input on, and ends its process in the second epoch. */
public final class TrapType implements LayerType {
  @Override
  public String name() {
    return "trap";
  }

  @Override
  public String formula() {
    return "x";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("springs", "what happens, the first time and the next times"),
        new Option("folder", "where it is noted that it happened"));
  }

  @Override
  public Layer read(Options options, LayerContext context) {
    String springs = options.text("springs");
    return new DropoutLayer.Builder(new Trap(springs, options.text("folder"))).build();
  }
}
