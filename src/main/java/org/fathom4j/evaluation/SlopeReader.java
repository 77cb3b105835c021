package org.fathom4j.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.fathom4j.report.inspection.LearnedSlopes;

/** The slopes that a network's rectifiers learned. */
final class SlopeReader {
  private static final int MOST = 100;

  private SlopeReader() {}

  static List<LearnedSlopes> of(MultiLayerNetwork network) {
    List<LearnedSlopes> slopes = new ArrayList<>();
    for (int i = 0; i < network.getnLayers(); i++) {
      if (network.getLayer(i).conf().getLayer() instanceof ParametricRectifier rectifier) {
        double[] all = network.getLayer(i).params().dup().data().asDouble();
        slopes.add(of(i + 1, rectifier.getStart(), all));
      }
    }
    return slopes;
  }

  private static LearnedSlopes of(int layer, double start, double[] learned) {
    double[] sorted = Arrays.stream(learned).sorted().toArray();
    int count = Math.min(MOST, sorted.length);
    List<Double> some =
        IntStream.range(0, count)
            .mapToObj(i -> sorted[count == 1 ? 0 : i * (sorted.length - 1) / (count - 1)])
            .toList();
    return new LearnedSlopes(layer, start, sorted.length, some);
  }
}
