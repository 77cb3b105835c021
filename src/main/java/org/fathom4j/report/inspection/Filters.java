package org.fathom4j.report.inspection;

import java.util.List;

/**
 * The weights of a layer that looks at pictures, as pictures: grey is 0, white is {@code scale},
 * black {@code -scale}; weights of colours are coloured.
 *
 * @param layer its place, from 1
 * @param all how many it has
 * @param scale the largest weight of those shown, by size
 * @param shown those with the largest weights together, the strongest first
 */
public record Filters(int layer, int all, double scale, List<Filter> shown) {
  /** No filters. */
  public static final Filters NONE = new Filters(0, 0, 0, List.of());

  /** Copies the list. */
  public Filters {
    shown = List.copyOf(shown);
  }

  /**
   * One filter.
   *
   * @param name which one, such as {@code channel 3, piece 2}
   * @param norm root of the sum of its squared weights
   * @param picture PNG in Base64
   */
  public record Filter(String name, double norm, String picture) {}
}
