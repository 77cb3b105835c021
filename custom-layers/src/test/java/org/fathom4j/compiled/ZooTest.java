package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.zoo.model.AlexNet;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SimpleCNN;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.TinyYOLO;
import org.deeplearning4j.zoo.model.UNet;
import org.deeplearning4j.zoo.model.Xception;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Networks of Deeplearning4j's zoo, of small pictures: their first gradients, compiled against
 * plain. The large ones are tried by {@code -Dfathom.zoo=true}; ResNet50 takes pictures of 192
 * pixels, for its last pooling finds nothing left of smaller ones.
 *
 * <p>The gradients of ResNet50 and Xception jump: in double precision Xception's moves by 8e-7
 * where pictures of 71 pixels change by 6e-8 of their values, and by 2e-3 to 5e-3 where they change
 * by 6e-7, for then some of its rectifiers and largest pixels are others. In single precision it is
 * 9e-3 from that in double, Deeplearning4j's own. So they are compared with smooth functions in
 * their place, everywhere and everywhere but in one block.
 */
class ZooTest {
  private static final boolean ALL = Boolean.getBoolean("fathom.zoo");
  private static final int CLASSES = 5;
  private static final int EXAMPLES = 4;
  private static final double TOLERANCE = 1e-3;

  /** A network and the pictures that it takes. */
  private record Entry(String name, int size, int channels, Supplier<Model> network) {
    /** Classes of pictures, or what UNet tells of each pixel. */
    INDArray labels() {
      return name.equals("UNet")
          ? Nets.random(EXAMPLES, 1, size, size).gt(0).castTo(DataType.FLOAT)
          : Nets.labels(EXAMPLES, CLASSES);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Entry> entries() {
    Stream<Entry> small =
        Stream.of(
            new Entry(
                "LeNet",
                28,
                1,
                () -> LeNet.builder().numClasses(CLASSES).inputShape(shape(28, 1)).build().init()));
    Stream<Entry> large =
        Stream.of(
            new Entry(
                "AlexNet",
                64,
                3,
                () ->
                    AlexNet.builder().numClasses(CLASSES).inputShape(shape(64, 3)).build().init()),
            new Entry("ResNet50, smooth", 192, 3, () -> smooth(resNet(), "all")),
            new Entry("ResNet50, smooth but for block 2a", 192, 3, () -> smooth(resNet(), "act2a")),
            new Entry(
                "SqueezeNet",
                64,
                3,
                () ->
                    SqueezeNet.builder()
                        .numClasses(CLASSES)
                        .inputShape(shape(64, 3))
                        .build()
                        .init()),
            new Entry("Xception, smooth", 71, 3, () -> smooth(xception(), "all")),
            new Entry(
                "Xception, smooth but for block 2", 71, 3, () -> smooth(xception(), "block2_")),
            new Entry(
                "Xception, smooth but for block 5", 71, 3, () -> smooth(xception(), "block5_")),
            new Entry("UNet", 64, 3, ZooTest::uNet),
            new Entry("trunk of TinyYOLO", 64, 3, () -> classifying(tinyYolo())));
    return ALL ? Stream.concat(small, large) : small;
  }

  private static int[] shape(int size, int channels) {
    return new int[] {channels, size, size};
  }

  private static ComputationGraph uNet() {
    return UNet.builder().inputShape(shape(64, 3)).build().init();
  }

  private static ComputationGraph resNet() {
    return ResNet50.builder().numClasses(CLASSES).inputShape(shape(192, 3)).build().init();
  }

  private static ComputationGraph xception() {
    return Xception.builder().numClasses(CLASSES).inputShape(shape(71, 3)).build().init();
  }

  /**
   * A graph with functions whose derivatives do not jump, but for vertices whose names begin so.
   */
  private static ComputationGraph smooth(ComputationGraph graph, String asTheyAre) {
    ComputationGraphConfiguration smooth = graph.getConfiguration().clone();
    smooth
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (!name.startsWith(asTheyAre) && vertex instanceof LayerVertex layer) {
                soften(layer.getLayerConf().getLayer());
              }
            });
    ComputationGraph softened = new ComputationGraph(smooth);
    softened.init();
    softened.setParams(graph.params());
    return softened;
  }

  private static void soften(org.deeplearning4j.nn.conf.layers.Layer layer) {
    if (layer instanceof ActivationLayer activation) {
      activation.setActivationFn(Activation.SOFTPLUS.getActivationFunction());
    } else if (layer instanceof SubsamplingLayer pooling) {
      pooling.setPoolingType(PoolingType.AVG);
    }
  }

  private static ComputationGraph tinyYolo() {
    return TinyYOLO.builder().numClasses(CLASSES).inputShape(shape(64, 3)).build().init();
  }

  /** A graph with classes in place of its output. */
  private static ComputationGraph classifying(ComputationGraph graph) {
    String output = graph.getConfiguration().getNetworkOutputs().get(0);
    String last = graph.getConfiguration().getVertexInputs().getOrDefault(output, List.of()).get(0);
    FeedForwardLayer trunk = (FeedForwardLayer) graph.getLayer(last).conf().getLayer();
    return new TransferLearning.GraphBuilder(graph)
        .removeVertexAndConnections(output)
        .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), last)
        .addLayer(
            "classes",
            new OutputLayer.Builder()
                .nIn(trunk.getNOut())
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .weightInit(WeightInit.XAVIER)
                .updater(new Sgd(0.01))
                .build(),
            "mean")
        .setOutputs("classes")
        .build();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void firstGradient_agrees(Entry entry) {
    Model plain = entry.network.get();
    DataSet batch =
        new DataSet(Nets.random(EXAMPLES, entry.channels, entry.size, entry.size), entry.labels());
    FirstGradients heard = new FirstGradients();
    if (plain instanceof ComputationGraph graph) {
      withoutDropout(graph.getLayers());
      ComputationGraph other = graph.clone();
      other.setListeners(heard);
      try (CompiledGraph compiled = CompiledGraph.compile(other)) {
        compiled.fit(batch);
      }
      agrees(entry, heard.gradient(), own(graph, batch));
    } else {
      MultiLayerNetwork network = (MultiLayerNetwork) plain;
      withoutDropout(network.getLayers());
      MultiLayerNetwork other = network.clone();
      other.setListeners(heard);
      try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
        compiled.fit(batch);
      }
      agrees(entry, heard.gradient(), own(network.toComputationGraph(), batch));
    }
  }

  /** The first gradient of Deeplearning4j's own training. */
  private static INDArray own(ComputationGraph graph, DataSet batch) {
    FirstGradients heard = new FirstGradients();
    graph.setListeners(heard);
    graph.fit(batch.copy());
    return heard.gradient();
  }

  private static void agrees(Entry entry, INDArray actual, INDArray expected) {
    assertThat(difference(actual, expected)).as(entry.name).isLessThan(TOLERANCE);
  }

  /** Relative difference in the 2-norm. */
  private static double difference(INDArray left, INDArray right) {
    INDArray reference = right.castTo(DataType.DOUBLE);
    double size = reference.norm2Number().doubleValue();
    assertThat(size).as("size of the gradient").isPositive().isFinite();
    return left.castTo(DataType.DOUBLE).sub(reference).norm2Number().doubleValue() / size;
  }

  @Test
  void whatEndsWithoutALoss_isNamed() {
    MultiLayerNetwork simple =
        (MultiLayerNetwork)
            SimpleCNN.builder().numClasses(CLASSES).inputShape(shape(48, 3)).build().init();
    assertThatExceptionOfType(NotCompilableException.class)
        .isThrownBy(() -> CompiledNetwork.compile(simple))
        .withMessageContaining("its last layer has no loss");
  }

  @Test
  void outputsOfBoxes_areNamed() {
    assumeTrue(ALL, "-Dfathom.zoo=true tries the large ones");
    assertThatExceptionOfType(NotCompilableException.class)
        .isThrownBy(() -> CompiledGraph.compile(tinyYolo()))
        .withMessageContaining("Yolo2OutputLayer have no compiled form");
  }

  /** Its masks are drawn in another way. */
  private static void withoutDropout(Layer... layers) {
    for (Layer layer : layers) {
      layer.conf().getLayer().setIDropout(null);
    }
  }
}
