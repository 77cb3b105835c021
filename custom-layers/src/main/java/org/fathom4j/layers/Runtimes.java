package org.fathom4j.layers;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How DL4J wants a runtime layer put together, in one place. */
public final class Runtimes {
  private Runtimes() {}

  /**
   * What DL4J passes to {@code instantiate}.
   *
   * @param conf the network's configuration of this layer
   * @param listeners training listeners, null for none
   * @param index position in the network
   * @param parameters the layer's part of the flat parameter vector, null where it has none
   * @param initialize whether to draw new parameters or keep those in {@code parameters}
   */
  public record Wiring(
      NeuralNetConfiguration conf,
      @Nullable Collection<TrainingListener> listeners,
      int index,
      @Nullable INDArray parameters,
      boolean initialize) {}

  /** {@code runtime} with its listeners, index and parameters. */
  public static Layer wire(Layer runtime, ParamInitializer initializer, Wiring wiring) {
    runtime.setListeners(wiring.listeners());
    runtime.setIndex(wiring.index());
    runtime.setParamsViewArray(wiring.parameters());
    runtime.setParamTable(
        initializer.init(wiring.conf(), wiring.parameters(), wiring.initialize()));
    runtime.setConf(wiring.conf());
    return runtime;
  }
}
