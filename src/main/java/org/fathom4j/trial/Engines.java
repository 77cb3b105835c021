package org.fathom4j.trial;

import java.util.function.Consumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.NotCompilableException;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.config.TrainingSpec;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.training.CompiledEngine;
import org.fathom4j.training.Dl4jEngine;
import org.fathom4j.training.Engine;
import org.fathom4j.training.Processor;

/** Chooses what trains a network. */
final class Engines {
  private Engines() {}

  /**
   * The engine that the training section asks for. On the CPU {@code auto} compiles; where a
   * network cannot be compiled it trains with DL4J, and says why, but for products of bfloat16,
   * which DL4J has not.
   */
  static Engine of(MultiLayerNetwork network, TrainingSpec training, Consumer<String> warnings) {
    TrainingSpec.Engine wanted = training.engine();
    boolean rounded = training.precision() == TrainingSpec.Precision.BF16;
    boolean gpu = Processor.current() == Processor.CUDA;
    if (wanted == TrainingSpec.Engine.DL4J || (wanted == TrainingSpec.Engine.AUTO && gpu)) {
      return new Dl4jEngine(network);
    }
    try {
      return new CompiledEngine(network, rounded ? Precision.BFLOAT16 : Precision.FLOAT);
    } catch (NotCompilableException reason) {
      if (rounded) {
        throw new InvalidSpecException(
            "training.precision: bf16 was asked for, but " + reason.getMessage() + "; use float");
      }
      if (wanted == TrainingSpec.Engine.COMPILED) {
        throw new InvalidSpecException(
            "training.engine: compiled was asked for, but "
                + reason.getMessage()
                + "; use auto or dl4j");
      }
      warnings.accept("training with DL4J: " + reason.getMessage());
      return new Dl4jEngine(network);
    }
  }
}
