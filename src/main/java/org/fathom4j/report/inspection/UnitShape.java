package org.fathom4j.report.inspection;

import java.util.List;

/**
 * What a maxout unit gives along a straight line through its inputs: the line passes through their
 * mean, in the direction in which the unit's pieces differ most.
 *
 * @param layer place of its layer, from 1
 * @param unit its place in the layer, from 1
 * @param from where the line begins, in standard deviations of the inputs along it
 * @param to where it ends
 * @param pieces affine pieces, of which the unit gives the largest
 */
public record UnitShape(int layer, int unit, double from, double to, List<Piece> pieces) {
  /** Copies the list. */
  public UnitShape {
    pieces = List.copyOf(pieces);
  }

  /**
   * An affine piece.
   *
   * @param slope by standard deviation
   * @param middle its value at the mean input
   */
  public record Piece(double slope, double middle) {
    /** Its value at a place of the line. */
    public double at(double place) {
      return middle + slope * place;
    }
  }

  /** What the unit gives at a place of the line. */
  public double at(double place) {
    return pieces.stream().mapToDouble(piece -> piece.at(place)).max().orElse(Double.NaN);
  }
}
