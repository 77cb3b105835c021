package org.fathom4j.layers.dense;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.nd4j.linalg.activations.Activation;

class DenseTest extends LayerContract {
  private static final InputType INPUT = InputType.feedForward(5);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(
        LayerCase.of("tanh", INPUT, () -> new Dense.Builder().nOut(4).build())
            .like(() -> new DenseLayer.Builder().nOut(4).build()),
        LayerCase.of(
                "identity without bias",
                INPUT,
                () ->
                    new Dense.Builder()
                        .nOut(3)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build())
            .like(
                () ->
                    new DenseLayer.Builder()
                        .nOut(3)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build()),
        LayerCase.of(
            "on images",
            InputType.convolutional(3, 2, 2),
            () -> new Dense.Builder().nOut(2).build()));
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "no outputs",
            () -> new Dense.Builder().name("d1").nOut(0).build(),
            "Dense layer \"d1\"",
            "nOut must be at least 1",
            "got 0"));
  }
}
