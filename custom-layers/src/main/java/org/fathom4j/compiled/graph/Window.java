package org.fathom4j.compiled.graph;

import java.util.Locale;

/**
 * A window that slides over height and width.
 *
 * @param kernelHeight rows of the window
 * @param kernelWidth columns of the window
 * @param strideHeight rows from one place to the next
 * @param strideWidth columns from one place to the next
 * @param dilationHeight distance of neighbouring rows in the window, 1 where none is left out
 * @param dilationWidth distance of neighbouring columns in the window
 * @param padding rows and columns of zeros around the input
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    Padding padding) {

  /** Rows and columns of zeros on each side. */
  public record Padding(int top, int left, int bottom, int right) {}

  /** Height of the output over an input of this height. */
  public long outputHeight(long height) {
    int reach = (kernelHeight - 1) * dilationHeight + 1;
    return (height + padding.top + padding.bottom - reach) / strideHeight + 1;
  }

  /** Width of the output over an input of this width. */
  public long outputWidth(long width) {
    int reach = (kernelWidth - 1) * dilationWidth + 1;
    return (width + padding.left + padding.right - reach) / strideWidth + 1;
  }

  /** Height of the smallest input over which the window has so many places. */
  public long inputHeight(long places) {
    int reach = (kernelHeight - 1) * dilationHeight + 1;
    return (places - 1) * strideHeight + reach - padding.top - padding.bottom;
  }

  /** Width of the smallest input over which the window has so many places. */
  public long inputWidth(long places) {
    int reach = (kernelWidth - 1) * dilationWidth + 1;
    return (places - 1) * strideWidth + reach - padding.left - padding.right;
  }

  @Override
  public String toString() {
    String text =
        String.format(
            Locale.ROOT,
            "%dx%d stride %dx%d",
            kernelHeight,
            kernelWidth,
            strideHeight,
            strideWidth);
    if (dilationHeight > 1 || dilationWidth > 1) {
      text += String.format(Locale.ROOT, " dilation %dx%d", dilationHeight, dilationWidth);
    }
    if (!padding.equals(new Padding(0, 0, 0, 0))) {
      text +=
          String.format(
              Locale.ROOT,
              " padding %d,%d,%d,%d",
              padding.top,
              padding.left,
              padding.bottom,
              padding.right);
    }
    return text;
  }
}
