package org.fathom4j.compiled.interpreter;

import java.util.function.IntToDoubleFunction;

/** Sums over a channel: over all examples and places. */
final class Channels {
  private Channels() {}

  /** The sum of a channel's elements. */
  static double sum(Cells cells, int channel) {
    return sum(cells, channel, cells::get);
  }

  /** The sum of a function of the indexes of a channel's elements. */
  static double sum(Cells cells, int channel, IntToDoubleFunction element) {
    double sum = 0;
    for (int n = 0; n < cells.size(0); n++) {
      int from = (n * cells.size(1) + channel) * cells.plane();
      for (int i = 0; i < cells.plane(); i++) {
        sum += element.applyAsDouble(from + i);
      }
    }
    return sum;
  }

  /** The channel of an element. */
  static int of(Cells cells, int index) {
    return index / cells.plane() % cells.size(1);
  }
}
