package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks along sequences, drawn at random, compiled against plain. */
@SuppressWarnings("deprecation") // Two layers are, and networks have them.
class RandomSequencesTest {
  private static final int STEPS = 3;
  private static final double SHARED = 0.7;

  /** What a seed draws: a network for sequences of some size, whose last layer has the loss. */
  private static final class Drawn {
    private final Random random;
    private final int channels;
    private final int length;
    private final int classes;
    private final boolean everyStep;
    private final List<Layer> layers = new ArrayList<>();

    Drawn(int seed) {
      random = new Random(seed);
      channels = 1 + random.nextInt(6);
      length = 1 + random.nextInt(9);
      classes = 2 + random.nextInt(3);
      everyStep = random.nextBoolean();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        layers.add(along(i));
      }
      if (everyStep) {
        boolean convolves = layers.get(count - 1) instanceof Convolution1DLayer;
        if (random.nextInt(3) == 0 && !convolves) { // behind one Deeplearning4j mistakes the width
          layers.add(new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build());
        }
        layers.add(
            new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build());
      } else {
        layers.add(
            random.nextBoolean()
                ? new LastTimeStep(recurrent())
                : new GlobalPoolingLayer(PoolingType.AVG));
        layers.add(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build());
      }
    }

    private Layer along(int place) {
      Layer layer =
          switch (place == 0 ? 2 + random.nextInt(6) : random.nextInt(8)) {
            case 0 -> new Convolution1DLayer.Builder(3).nOut(4).activation(Activation.TANH).build();
            case 1 -> new ActivationLayer(Activation.SOFTSIGN);
            case 2 ->
                new GravesBidirectionalLSTM.Builder()
                    .nOut(units())
                    .activation(Activation.TANH)
                    .build();
            case 3 -> both();
            default -> recurrent();
          };
      if (place == 0 && random.nextInt(6) == 0) {
        return new FrozenLayer(layer);
      }
      if (random.nextInt(4) == 0 && !(layer instanceof Bidirectional)) {
        layer.setIDropout(new SharedMask(SHARED, 5 + place));
      }
      return layer;
    }

    private Layer both() {
      Bidirectional.Mode[] modes = Bidirectional.Mode.values();
      return new Bidirectional(modes[random.nextInt(modes.length)], recurrent());
    }

    private Layer recurrent() {
      return switch (random.nextInt(3)) {
        case 0 -> new LSTM.Builder().nOut(units()).activation(Activation.TANH).build();
        case 1 -> new GravesLSTM.Builder().nOut(units()).activation(Activation.TANH).build();
        default ->
            new SimpleRnn.Builder()
                .nOut(units())
                .activation(random.nextBoolean() ? Activation.TANH : Activation.SIGMOID)
                .build();
      };
    }

    private int units() {
      return 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 6);
    }

    MultiLayerNetwork network() {
      NeuralNetConfiguration.ListBuilder list = Nets.settings(new Adam(0.005)).l2(1e-3).list();
      layers.forEach(layer -> list.layer(layer.clone()));
      MultiLayerNetwork network =
          new MultiLayerNetwork(list.setInputType(InputType.recurrent(channels, length)).build());
      network.init();
      return network;
    }

    DataSet batch() {
      INDArray features = Nets.random(Nets.EXAMPLES, channels, length);
      if (!everyStep) {
        return new DataSet(features, Nets.labels(Nets.EXAMPLES, classes));
      }
      INDArray numbers = Nets.random(Nets.EXAMPLES, classes, length).neg();
      INDArray labels =
          numbers.eq(numbers.max(true, 1).broadcast(numbers.shape())).castTo(DataType.FLOAT);
      INDArray mask =
          random.nextBoolean()
              ? Nets.random(Nets.EXAMPLES, length).gt(-0.5).castTo(DataType.FLOAT)
              : null;
      return new DataSet(features, labels, null, mask);
    }

    @Override
    public String toString() {
      return layers.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
        26, 27, 28, 29, 30
      })
  void network_agreesWithDl4j(int seed) {
    Drawn drawn = new Drawn(seed);
    System.out.println(
        "SEED "
            + seed
            + " c "
            + drawn.channels
            + " t "
            + drawn.length
            + " "
            + drawn.layers.stream()
                .map(
                    l ->
                        l.getClass().getSimpleName()
                            + (l instanceof Bidirectional b
                                ? "(" + b.getMode() + b.getFwd().getClass().getSimpleName() + ")"
                                : l instanceof LastTimeStep s
                                    ? "(" + s.getUnderlying().getClass().getSimpleName() + ")"
                                    : l instanceof FrozenLayer f
                                        ? "(" + f.getLayer().getClass().getSimpleName() + ")"
                                        : "")
                            + (l.getIDropout() == null ? "" : " drop"))
                .toList());
    new Agreement(drawn::network, 1e-3).after(STEPS, drawn.batch());
  }
}
