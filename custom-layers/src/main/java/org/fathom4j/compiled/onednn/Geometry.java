package org.fathom4j.compiled.onednn;

import org.fathom4j.compiled.graph.Window;

/** A window as oneDNN counts it: {height, width}, dilation 0 where no element is left out. */
final class Geometry {
  private Geometry() {}

  static long[] kernel(Window window) {
    return new long[] {window.kernelHeight(), window.kernelWidth()};
  }

  static long[] strides(Window window) {
    return new long[] {window.strideHeight(), window.strideWidth()};
  }

  static long[] dilations(Window window) {
    return new long[] {window.dilationHeight() - 1, window.dilationWidth() - 1};
  }

  static long[] before(Window window) {
    return new long[] {window.padding().top(), window.padding().left()};
  }

  static long[] after(Window window) {
    return new long[] {window.padding().bottom(), window.padding().right()};
  }
}
