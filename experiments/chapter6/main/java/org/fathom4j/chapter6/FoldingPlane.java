package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.verdict.KnownAnswer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Networks with two inputs, and the regions counted in each.
 *
 * @param folded with 0, 1 and 2 folding layers of 4 units below a layer of 4
 * @param flat as many units as with 2 folds, in one layer
 * @param counted of the folded ones in order, then of the flat one
 */
record FoldingPlane(List<MultiLayerNetwork> folded, MultiLayerNetwork flat, List<Regions> counted) {
  private static final int WIDTH = 4;
  private static final int FOLDS = 2;
  private static final int LAYERS = FOLDS + 1;

  /** Counts at {@code side} places along each side of the unit square. */
  static FoldingPlane of(int side) {
    List<MultiLayerNetwork> folded =
        IntStream.rangeClosed(0, FOLDS).mapToObj(FoldingNets::planeOfFolds).toList();
    MultiLayerNetwork flat = FoldingNets.oneLayerOfLines(LAYERS * WIDTH);
    List<MultiLayerNetwork> all = new ArrayList<>(folded);
    all.add(flat);
    return new FoldingPlane(folded, flat, all.stream().map(n -> Regions.of(n, side)).toList());
  }

  Regions flatCount() {
    return counted.get(counted.size() - 1);
  }

  Regions deepest() {
    return counted.get(FOLDS);
  }

  /** What is known of them, with the mirror images checked at as many places. */
  List<KnownAnswer> answers(int side) {
    return List.of(
        KnownAnswer.near(
            "plane/deep",
            "Regions of three layers of 4 rectifiers, as many as the bound promises",
            (double) Montufar.bound(2, WIDTH, LAYERS),
            0,
            deepest().patterns(),
            Montufar.SOURCE),
        KnownAnswer.near(
            "plane/functions",
            "On each of them the network is an affine function of its own",
            (double) Montufar.bound(2, WIDTH, LAYERS),
            0,
            deepest().functions(),
            Montufar.SOURCE),
        KnownAnswer.near(
            "plane/one-layer",
            "Regions of one layer of 12 rectifiers, placed to have the most it can",
            (double) Montufar.parts(LAYERS * WIDTH),
            0,
            flatCount().patterns(),
            "n lines cut the plane into at most 1 + n + n(n − 1)/2 parts"),
        KnownAnswer.near(
            "mirror",
            "What lies above a fold is the same at both mirror images: largest difference",
            0,
            0,
            unmirrored(folded.get(FOLDS), side),
            "Deep Learning, figure 6.5"));
  }

  /** The two folds lie at 1/2, and at 1/4 and 3/4 of each side. */
  private static double unmirrored(MultiLayerNetwork network, int side) {
    double[][] places = Regions.grid(side, 0.5, side);
    double[] here = plainAnswers(network, places);
    double most = 0;
    for (int axis = 0; axis < 2; axis++) {
      for (double width : new double[] {1, 0.5}) {
        double[][] mirrored = Arrays.stream(places).map(double[]::clone).toArray(double[][]::new);
        for (double[] place : mirrored) {
          double cell = width * Math.floor(place[axis] / width);
          place[axis] = 2 * cell + width - place[axis];
        }
        most = Math.max(most, FoldingStudy.furthest(here, plainAnswers(network, mirrored)));
      }
    }
    return most;
  }

  private static double[] plainAnswers(MultiLayerNetwork network, double[][] places) {
    return Values.of(network.output(Nets.matrix(DataType.DOUBLE, places)));
  }
}
