package org.fathom4j.layers;

import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A small network around the layer under test: a DL4J layer before it, so that the gradient with
 * respect to its input is checked too, and an output layer after it where it is not one itself.
 */
record ContractNetwork(
    LayerCase layerCase, DataType type, WorkspaceMode workspaces, UnaryOperator<Layer> change) {
  /** Position of the layer under test. */
  static final int INDEX = 1;

  static final int BATCH = 4;
  private static final int SEED = 20;
  private static final int CLASSES = 3;

  static ContractNetwork of(LayerCase layerCase, DataType type) {
    return new ContractNetwork(layerCase, type, WorkspaceMode.ENABLED, layer -> layer);
  }

  ContractNetwork with(WorkspaceMode mode) {
    return new ContractNetwork(layerCase, type, mode, change);
  }

  ContractNetwork changed(UnaryOperator<Layer> further) {
    return new ContractNetwork(layerCase, type, workspaces, further);
  }

  private NeuralNetConfiguration.Builder common() {
    return new NeuralNetConfiguration.Builder()
        .seed(SEED)
        .dataType(type)
        .weightInit(WeightInit.XAVIER)
        .activation(Activation.TANH)
        .biasInit(0.1)
        .updater(new Nesterovs(0.1, 0.9))
        .trainingWorkspaceMode(workspaces)
        .inferenceWorkspaceMode(workspaces);
  }

  private List<Layer> layers() {
    Layer tested = change.apply(layerCase.layer().get());
    tested.setLayerName("tested");
    Layer output =
        new OutputLayer.Builder(LossFunction.MSE).nOut(CLASSES).activation(Activation.TANH).build();
    return layerCase.labels() == null
        ? List.of(before(), tested, output)
        : List.of(before(), tested);
  }

  private Layer before() {
    if (layerCase.input() instanceof InputType.InputTypeConvolutional image) {
      return new ConvolutionLayer.Builder(1, 1)
          .nOut(image.getChannels())
          .dataFormat(image.getFormat())
          .build();
    }
    return new DenseLayer.Builder().nOut(layerCase.input().arrayElementsPerExample()).build();
  }

  MultiLayerConfiguration configuration() {
    var list = common().list();
    layers().forEach(list::layer);
    return list.setInputType(layerCase.input()).build();
  }

  /** What the layer under test is given, after the pre-processor that DL4J puts before it. */
  InputType testedInput() {
    var preProcessor = configuration().getInputPreProcess(INDEX);
    return preProcessor == null ? layerCase.input() : preProcessor.getOutputType(layerCase.input());
  }

  MultiLayerNetwork network() {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration());
    network.init();
    return network;
  }

  ComputationGraph graph() {
    var builder = common().graphBuilder().addInputs("in");
    String last = "in";
    int index = 0;
    for (Layer layer : layers()) {
      String name = "layer" + index++;
      builder.addLayer(name, layer, last);
      last = name;
    }
    ComputationGraphConfiguration configuration =
        builder.setOutputs(last).setInputTypes(layerCase.input()).build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  DataSet data() {
    Nd4j.getRandom().setSeed(SEED);
    INDArray features = Nd4j.randn(DataType.DOUBLE, shape(layerCase.input()));
    INDArray labels =
        layerCase.labels() == null
            ? Nd4j.rand(DataType.DOUBLE, BATCH, CLASSES)
            : layerCase.labels().apply(BATCH);
    return new DataSet(features.castTo(type), labels.castTo(type));
  }

  /** An input of the layer under test itself. */
  INDArray testedFeatures() {
    Nd4j.getRandom().setSeed(SEED + 1);
    return Nd4j.randn(DataType.DOUBLE, shape(testedInput())).castTo(type);
  }

  /**
   * A mask of the first example; over images, of the first row and of all but one column of the
   * others too.
   */
  INDArray mask() {
    INDArray mask = Nd4j.ones(type, BATCH, 1);
    if (testedInput() instanceof InputType.InputTypeConvolutional image) {
      mask = Nd4j.ones(type, BATCH, 1, image.getHeight(), image.getWidth());
      mask.slice(1).slice(0).slice(0).assign(0);
      mask.slice(2).slice(0).assign(0).putScalar(0, 1, 1);
    }
    mask.slice(0).assign(0);
    return mask;
  }

  private static long[] shape(InputType input) {
    long[] shape = input.getShape(true);
    shape[0] = BATCH;
    return shape;
  }
}
