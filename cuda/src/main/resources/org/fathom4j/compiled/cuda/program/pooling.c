/* Windows over planes of rows x columns, with places x across of them. */
#define WINDOW int rows, int columns, int places, int across, int kernel_h, int kernel_w, int stride_h, int stride_w, \
    int dilation_h, int dilation_w, int top, int left

/* How many of a window's taps lie inside, along one dimension. */
FUNCTION int taps_inside(int place, int taps, int stride, int dilation, int padding, int size) {
  int inside = 0;
  for (int u = 0; u < taps; u++) {
    int at = place * stride + u * dilation - padding;
    inside += at >= 0 && at < size;
  }
  return inside;
}

/* The first of the places whose windows may reach an element. */
FUNCTION int first_place(int at, int taps, int stride, int dilation, int padding) {
  int reach = at + padding - (taps - 1) * dilation;
  return reach <= 0 ? 0 : (reach + stride - 1) / stride;
}

FUNCTION int last_place(int at, int stride, int padding, int places) {
  int last = (at + padding) / stride;
  return last < places ? last : places - 1;
}

FUNCTION void pooling_max_forward(int i, WINDOW, GLOBAL const float *x, float *y, float *chosen) {
  GLOBAL const float *plane = x + i / across / places * rows * columns;
  int row = i / across % places * stride_h - top;
  int column = i % across * stride_w - left;
  float best = -INFINITY;
  int place = 0;
  for (int u = 0; u < kernel_h; u++) {
    int r = row + u * dilation_h;
    for (int v = 0; v < kernel_w; v++) {
      int c = column + v * dilation_w;
      if (r >= 0 && r < rows && c >= 0 && c < columns && plane[r * columns + c] > best) {
        place = r * columns + c;
        best = plane[place];
      }
    }
  }
  *y = best;
  *chosen = as_float(place);
}

FUNCTION void pooling_max_backward(int i, WINDOW, GLOBAL const float *dy, GLOBAL const float *chosen, float *dx) {
  int from = i / columns / rows * places * across;
  int row = i / columns % rows;
  int column = i % columns;
  int last_row = last_place(row, stride_h, top, places);
  int last_column = last_place(column, stride_w, left, across);
  float sum = 0.0f;
  for (int p = first_place(row, kernel_h, stride_h, dilation_h, top); p <= last_row; p++) {
    for (int q = first_place(column, kernel_w, stride_w, dilation_w, left); q <= last_column; q++) {
      int at = from + p * across + q;
      sum += as_int(chosen[at]) == row * columns + column ? dy[at] : 0.0f;
    }
  }
  *dx = sum;
}

/* What a sum is divided by: the elements that are no padding, or the whole window. */
FUNCTION float divisor(int p, int q, int whole, WINDOW) {
  return whole ? (float) (kernel_h * kernel_w)
      : (float) (taps_inside(p, kernel_h, stride_h, dilation_h, top, rows)
          * taps_inside(q, kernel_w, stride_w, dilation_w, left, columns));
}

FUNCTION void pooling_mean_forward(int i, int whole, WINDOW, GLOBAL const float *x, float *y) {
  GLOBAL const float *plane = x + i / across / places * rows * columns;
  int p = i / across % places;
  int q = i % across;
  float sum = 0.0f;
  for (int u = 0; u < kernel_h; u++) {
    int r = p * stride_h - top + u * dilation_h;
    for (int v = 0; v < kernel_w; v++) {
      int c = q * stride_w - left + v * dilation_w;
      if (r >= 0 && r < rows && c >= 0 && c < columns) {
        sum += plane[r * columns + c];
      }
    }
  }
  *y = sum / divisor(p, q, whole, rows, columns, places, across, kernel_h, kernel_w, stride_h, stride_w, dilation_h,
      dilation_w, top, left);
}

FUNCTION void pooling_mean_backward(int i, int whole, WINDOW, GLOBAL const float *dy, float *dx) {
  int from = i / columns / rows * places * across;
  int row = i / columns % rows;
  int column = i % columns;
  int last_row = last_place(row, stride_h, top, places);
  int last_column = last_place(column, stride_w, left, across);
  float sum = 0.0f;
  for (int p = first_place(row, kernel_h, stride_h, dilation_h, top); p <= last_row; p++) {
    for (int q = first_place(column, kernel_w, stride_w, dilation_w, left); q <= last_column; q++) {
      if ((row + top - p * stride_h) % dilation_h == 0 && (column + left - q * stride_w) % dilation_w == 0) {
        sum += dy[from + p * across + q] / divisor(p, q, whole, rows, columns, places, across, kernel_h, kernel_w,
            stride_h, stride_w, dilation_h, dilation_w, top, left);
      }
    }
  }
  *dx = sum;
}
