package org.fathom4j.layers.normalization;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Images through one layer. */
final class Images {
  private Images() {}

  static INDArray output(Layer layer, INDArray x) {
    return network(layer).output(x);
  }

  /** dL/dx from dL/dy. */
  static INDArray gradient(Layer layer, INDArray x, INDArray epsilon) {
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    var runtime = network(layer).getLayer(0);
    runtime.setInput(x, workspaces);
    runtime.activate(true, workspaces);
    return runtime.backpropGradient(epsilon, workspaces).getSecond();
  }

  private static MultiLayerNetwork network(Layer layer) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer)
                .layer(new CnnLossLayer.Builder().activation(Activation.IDENTITY).build())
                .build());
    network.init();
    return network;
  }
}
