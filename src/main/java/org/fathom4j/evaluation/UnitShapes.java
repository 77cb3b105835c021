package org.fathom4j.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Batches;
import org.fathom4j.data.Examples;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.report.inspection.UnitShape;
import org.fathom4j.training.BatchArrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What some units of a network's first maxout layer give along a line through their inputs. The
 * units are in equal steps through the layer: none is picked for its looks.
 */
final class UnitShapes {
  private static final int UNITS = 6;
  private static final int EXAMPLES = 200;

  private UnitShapes() {}

  static List<UnitShape> of(MultiLayerNetwork network, Examples typical) {
    for (int i = 0; i < network.getnLayers(); i++) {
      org.deeplearning4j.nn.api.Layer layer = network.getLayer(i);
      if (layer.conf().getLayer() instanceof Maxout maxout) {
        double[][] rows = layer.getParam("W").transpose().toDoubleMatrix();
        return shapes(i, layer, rows, maxout.getPieces(), inputs(network, i, typical));
      }
      if (layer.conf().getLayer() instanceof MaxoutConvolution maxout) {
        INDArray w = layer.getParam("W");
        double[][] rows = w.reshape('c', w.size(0), w.length() / w.size(0)).toDoubleMatrix();
        INDArray windows = windows(inputs(network, i, typical), maxout);
        return shapes(i, layer, rows, maxout.getPieces(), windows);
      }
    }
    return List.of();
  }

  /** Row {@code j * units + u} is piece j of unit u. */
  private static List<UnitShape> shapes(
      int index,
      org.deeplearning4j.nn.api.Layer layer,
      double[][] rows,
      int pieces,
      INDArray inputs) {
    if (inputs.size(0) < 2) {
      return List.of();
    }
    INDArray b = layer.getParam("b");
    double[] biases = b == null ? new double[rows.length] : b.dup('c').data().asDouble();
    int units = rows.length / pieces;
    double[][] seen = inputs.toDoubleMatrix();
    List<UnitShape> shapes = new ArrayList<>();
    for (int k = 0; k < Math.min(UNITS, units); k++) {
      int unit = (int) ((long) k * units / Math.min(UNITS, units));
      double[][] own = new double[pieces][];
      double[] ownBiases = new double[pieces];
      for (int j = 0; j < pieces; j++) {
        own[j] = rows[j * units + unit];
        ownBiases[j] = biases[j * units + unit];
      }
      new UnitLine(own, ownBiases, seen).shape(index + 1, unit + 1).ifPresent(shapes::add);
    }
    return shapes;
  }

  /** What reaches a layer, an example a row or a picture. */
  private static INDArray inputs(MultiLayerNetwork network, int index, Examples typical) {
    int count = Math.min(EXAMPLES, typical.size());
    try (Batches batches = Batches.ordered(typical, count)) {
      Batch batch = batches.next();
      if (batch == null) {
        throw new IllegalArgumentException("there are no examples to look at");
      }
      INDArray reached = BatchArrays.features(batch);
      if (index > 0) {
        List<INDArray> given = network.feedForwardToLayer(index - 1, reached, false);
        reached = given.get(given.size() - 1);
      }
      InputPreProcessor before = network.getLayerWiseConfigurations().getInputPreProcess(index);
      return before == null
          ? reached
          : before.preProcess(reached, count, LayerWorkspaceMgr.noWorkspaces());
    }
  }

  /** One window of each picture, from places that move on from picture to picture. */
  private static INDArray windows(INDArray pictures, MaxoutConvolution layer) {
    int[] kernel = layer.getKernelSize();
    int[] dilation = layer.getDilation();
    long height = (kernel[0] - 1L) * dilation[0] + 1;
    long width = (kernel[1] - 1L) * dilation[1] + 1;
    long down = pictures.size(2) - height + 1;
    long across = pictures.size(3) - width + 1;
    List<INDArray> windows = new ArrayList<>();
    for (long n = 0; n < pictures.size(0) && down > 0 && across > 0; n++) {
      long top = n * 7 % down;
      long left = n * 11 % across;
      INDArray window =
          pictures.get(
              NDArrayIndex.point(n),
              NDArrayIndex.all(),
              NDArrayIndex.interval(top, dilation[0], top + height),
              NDArrayIndex.interval(left, dilation[1], left + width));
      windows.add(window.dup('c').reshape(1, window.length()));
    }
    return windows.isEmpty() ? Nd4j.zeros(1, 1) : Nd4j.concat(0, windows.toArray(new INDArray[0]));
  }
}
