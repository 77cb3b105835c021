package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.rectifier.AbsoluteRectification;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * Straight pieces of a network from one number to one number, counted in two ways: from what the
 * network answers at equally spaced places, and from its weights.
 */
final class PieceCount {
  private static final double SAME = 1e-9;

  private PieceCount() {}

  /**
   * Pieces of a function that is known at equally spaced places: runs of equal steps. Exact where
   * every kink is at one of the places and no rounding occurs.
   */
  static int ofValues(double[] values) {
    int pieces = 1;
    for (int i = 2; i < values.length; i++) {
      pieces += differ(values[i] - values[i - 1], values[i - 1] - values[i - 2]) ? 1 : 0;
    }
    return pieces;
  }

  /**
   * Pieces from {@code low} to {@code high}, by cutting at each place where a unit's input is 0.
   *
   * @param network dense layers of rectifiers or absolute values, then a linear output
   */
  static int ofWeights(MultiLayerNetwork network, double low, double high) {
    List<Piece> pieces = List.of(new Piece(low, high, new double[] {1}, new double[] {0}));
    for (int layer = 0; layer < network.getnLayers(); layer++) {
      double[][] weights = Nets.weights(network, layer);
      double[] biases = Nets.biases(network, layer);
      IActivation activation =
          ((BaseLayer) network.getLayer(layer).conf().getLayer()).getActivationFn();
      List<Piece> next = new ArrayList<>();
      for (Piece piece : pieces) {
        next.addAll(piece.weighed(weights, biases).through(activation));
      }
      pieces = next;
    }
    int count = 1;
    for (int i = 1; i < pieces.size(); i++) {
      count += differ(pieces.get(i).slopes[0], pieces.get(i - 1).slopes[0]) ? 1 : 0;
    }
    return count;
  }

  private static boolean differ(double one, double other) {
    return Math.abs(one - other) > SAME * Math.max(Math.abs(one), Math.abs(other));
  }

  /** An interval on which every unit of a layer is {@code slope x + start}. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Piece(double low, double high, double[] slopes, double[] starts) {
    /** The next layer's inputs on this interval. */
    Piece weighed(double[][] weights, double[] biases) {
      double[] slope = new double[biases.length];
      double[] start = biases.clone();
      for (int unit = 0; unit < biases.length; unit++) {
        for (int i = 0; i < weights.length; i++) {
          slope[unit] += slopes[i] * weights[i][unit];
          start[unit] += starts[i] * weights[i][unit];
        }
      }
      return new Piece(low, high, slope, start);
    }

    /** The pieces after an activation that is linear on both sides of 0. */
    List<Piece> through(IActivation activation) {
      if (activation instanceof ActivationIdentity) {
        return List.of(this);
      }
      double below = below(activation);
      double[] cuts = cuts();
      List<Piece> parts = new ArrayList<>();
      for (int i = 1; i < cuts.length; i++) {
        double middle = (cuts[i - 1] + cuts[i]) / 2;
        double[] slope = slopes.clone();
        double[] start = starts.clone();
        for (int unit = 0; unit < slope.length; unit++) {
          if (slope[unit] * middle + start[unit] < 0) {
            slope[unit] *= below;
            start[unit] *= below;
          }
        }
        parts.add(new Piece(cuts[i - 1], cuts[i], slope, start));
      }
      return parts;
    }

    private double[] cuts() {
      double air = SAME * (high - low);
      double[] inside = new double[slopes.length];
      for (int unit = 0; unit < slopes.length; unit++) {
        double zero = -starts[unit] / slopes[unit];
        inside[unit] = zero > low + air && zero < high - air ? zero : high;
      }
      double[] cuts = Arrays.copyOf(inside, inside.length + 2);
      cuts[inside.length] = low;
      cuts[inside.length + 1] = high;
      return Arrays.stream(cuts).sorted().distinct().toArray();
    }

    private static double below(IActivation activation) {
      if (activation instanceof ActivationReLU) {
        return 0;
      }
      if (activation instanceof AbsoluteRectification) {
        return -1;
      }
      throw new IllegalArgumentException("pieces cannot be counted through " + activation);
    }
  }
}
