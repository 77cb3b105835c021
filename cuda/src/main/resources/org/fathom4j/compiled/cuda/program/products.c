/* result[i,j] = bias[j] + sum over k of left[i,k] right[k,j], in tiles of 16 x 16; factors by their strides. */
KERNEL(matrix_product)(int rows, int columns, int depth, GLOBAL const float *left, int left_row, int left_depth,
    GLOBAL const float *right, int right_depth, int right_column, int biased, GLOBAL const float *bias,
    GLOBAL float *result) {
  SHARED float a[16][17];
  SHARED float b[16][17];
  int across = (columns + 15) / 16;
  int u = MEMBER / 16;
  int v = MEMBER % 16;
  int i0 = GROUP_INDEX / across * 16;
  int j0 = GROUP_INDEX % across * 16;
  float sum = biased && j0 + v < columns ? bias[j0 + v] : 0.0f;
  for (int k0 = 0; k0 < depth; k0 += 16) {
    /* Neighbouring members read neighbouring elements, whichever way a factor lies. */
    int au = left_depth == 1 ? u : v;
    int av = left_depth == 1 ? v : u;
    a[au][av] = i0 + au < rows && k0 + av < depth ? left[(i0 + au) * left_row + (k0 + av) * left_depth] : 0.0f;
    int bu = right_column == 1 ? u : v;
    int bv = right_column == 1 ? v : u;
    b[bu][bv] = k0 + bu < depth && j0 + bv < columns
        ? right[(k0 + bu) * right_depth + (j0 + bv) * right_column] : 0.0f;
    BARRIER;
    for (int k = 0; k < 16; k++) {
      sum = mad(a[u][k], b[k][v], sum);
    }
    BARRIER;
  }
  if (i0 + u < rows && j0 + v < columns) {
    result[(i0 + u) * columns + j0 + v] = sum;
  }
}

/* Convolutions of x [n, channels, rows, columns] to y [n, outputs, places, across]; weights by the strides of their
   first two dimensions. */
#define SIZES int channels, int outputs, int groups, int weight_output, int weight_channel

KERNEL(convolution_forward)(int n, SIZES, WINDOW, GLOBAL const float *x, GLOBAL const float *w, int biased,
    GLOBAL const float *bias, GLOBAL float *y) {
  EACH(i, n) {
    int q = i % across;
    int p = i / across % places;
    int o = i / across / places % outputs;
    int example = i / across / places / outputs;
    int inputs = channels / groups;
    int first = o / (outputs / groups) * inputs;
    float sum = biased ? bias[o] : 0.0f;
    for (int c = 0; c < inputs; c++) {
      GLOBAL const float *plane = x + (example * channels + first + c) * rows * columns;
      GLOBAL const float *taps = w + o * weight_output + c * weight_channel;
      for (int u = 0; u < kernel_h; u++) {
        int row = p * stride_h + u * dilation_h - top;
        if (row >= 0 && row < rows) {
          for (int v = 0; v < kernel_w; v++) {
            int column = q * stride_w + v * dilation_w - left;
            if (column >= 0 && column < columns) {
              sum = mad(taps[u * kernel_w + v], plane[row * columns + column], sum);
            }
          }
        }
      }
    }
    y[i] = sum;
  }
}

KERNEL(convolution_data)(int n, SIZES, WINDOW, GLOBAL float *x, GLOBAL const float *w, int biased,
    GLOBAL const float *bias, GLOBAL const float *y) {
  EACH(i, n) {
    int column = i % columns;
    int row = i / columns % rows;
    int channel = i / columns / rows % channels;
    int example = i / columns / rows / channels;
    int inputs = channels / groups;
    int each = outputs / groups;
    int first = channel / inputs * each;
    float sum = biased ? bias[channel] : 0.0f;
    for (int o = first; o < first + each; o++) {
      GLOBAL const float *plane = y + (example * outputs + o) * places * across;
      GLOBAL const float *taps = w + o * weight_output + channel % inputs * weight_channel;
      for (int u = 0; u < kernel_h; u++) {
        int below = row + top - u * dilation_h;
        int p = below / stride_h;
        if (below >= 0 && below % stride_h == 0 && p < places) {
          for (int v = 0; v < kernel_w; v++) {
            int beside = column + left - v * dilation_w;
            int q = beside / stride_w;
            if (beside >= 0 && beside % stride_w == 0 && q < across) {
              sum = mad(taps[u * kernel_w + v], plane[p * across + q], sum);
            }
          }
        }
      }
    }
    x[i] = sum;
  }
}

/* So many members sum over the examples and places of each weight. */
KERNEL(convolution_weights)(int weights, int width, int examples, SIZES, WINDOW, GLOBAL const float *x,
    GLOBAL float *w, GLOBAL const float *y) {
  SHARED float shared[GROUP];
  int i = ROW(width);
  int v = i % kernel_w;
  int u = i / kernel_w % kernel_h;
  int inputs = channels / groups;
  int c = i / kernel_w / kernel_h % inputs;
  int o = i / kernel_w / kernel_h / inputs;
  int channel = i < weights ? o / (outputs / groups) * inputs + c : 0;
  int all = i < weights ? examples * places * across : 0;
  float sum = 0.0f;
  for (int k = IN_ROW(width); k < all; k += width) {
    int q = k % across;
    int p = k / across % places;
    int example = k / across / places;
    int row = p * stride_h + u * dilation_h - top;
    int column = q * stride_w + v * dilation_w - left;
    if (row >= 0 && row < rows && column >= 0 && column < columns) {
      sum = mad(x[((example * channels + channel) * rows + row) * columns + column],
          y[((example * outputs + o) * places + p) * across + q], sum);
    }
  }
  sum = sum_of(shared, sum, width);
  if (i < weights && IN_ROW(width) == 0) {
    w[o * weight_output + c * weight_channel + u * kernel_w + v] = sum;
  }
}
