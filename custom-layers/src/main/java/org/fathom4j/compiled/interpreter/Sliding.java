package org.fathom4j.compiled.interpreter;

import org.fathom4j.compiled.graph.Window;

/** Walks over the places of a window and the elements below it. */
final class Sliding {
  private Sliding() {}

  /** Takes a pair of elements that meet. */
  @FunctionalInterface
  interface Visitor {
    /**
     * An element below the window.
     *
     * @param out index of the window's place in the plane of outputs
     * @param in index of the element in the plane of inputs
     * @param tap index of the element in the window
     */
    void meet(int out, int in, int tap);
  }

  /** Visits every element below every place, place by place, row by row; padding is passed over. */
  static void walk(Window window, Cells x, Cells y, Visitor visitor) {
    for (int i = 0; i < y.size(2); i++) {
      for (int j = 0; j < y.size(3); j++) {
        place(window, x, i * y.size(3) + j, i, j, visitor);
      }
    }
  }

  private static void place(Window window, Cells x, int out, int i, int j, Visitor visitor) {
    int rows = x.size(2);
    int columns = x.size(3);
    int width = window.kernelWidth();
    int top = i * window.strideHeight() - window.padding().top();
    int left = j * window.strideWidth() - window.padding().left();
    for (int u = 0; u < window.kernelHeight(); u++) {
      int row = top + u * window.dilationHeight();
      for (int v = 0; v < width; v++) {
        int column = left + v * window.dilationWidth();
        if (row >= 0 && row < rows && column >= 0 && column < columns) {
          visitor.meet(out, row * columns + column, u * width + v);
        }
      }
    }
  }
}
