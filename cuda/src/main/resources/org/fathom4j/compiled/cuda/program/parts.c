/* Tensors cut, put together and turned: of four sizes s, of which the first is not needed, and the strides t of another
   tensor. */
FUNCTION int place_of(int i, int s1, int s2, int s3, int t0, int t1, int t2, int t3) {
  return i / s3 / s2 / s1 * t0 + i / s3 / s2 % s1 * t1 + i / s3 % s2 * t2 + i % s3 * t3;
}

KERNEL(gather)(int n, int s1, int s2, int s3, int t0, int t1, int t2, int t3, GLOBAL const float *x,
    GLOBAL float *y) {
  EACH(i, n) { y[i] = x[place_of(i, s1, s2, s3, t0, t1, t2, t3)]; }
}

KERNEL(scatter)(int n, int s1, int s2, int s3, int t0, int t1, int t2, int t3, GLOBAL const float *x,
    GLOBAL float *y) {
  EACH(i, n) { y[place_of(i, s1, s2, s3, t0, t1, t2, t3)] = x[i]; }
}

KERNEL(upsampling_forward)(int n, int height, int width, int columns, GLOBAL const float *x, GLOBAL float *y) {
  EACH(i, n) {
    int large = columns * width;
    y[i] = x[i / large / height * columns + i % large / width];
  }
}

KERNEL(upsampling_backward)(int n, int height, int width, int columns, GLOBAL const float *dy, GLOBAL float *dx) {
  EACH(i, n) {
    int large = columns * width;
    GLOBAL const float *first = dy + (i / columns * height * large + i % columns * width);
    float sum = 0.0f;
    for (int u = 0; u < height; u++) {
      for (int v = 0; v < width; v++) {
        sum += first[u * large + v];
      }
    }
    dx[i] = sum;
  }
}

KERNEL(lookup_forward)(int n, int outputs, int columns, int biased, GLOBAL const float *numbers,
    GLOBAL const float *table, GLOBAL const float *bias, GLOBAL float *y) {
  EACH(i, n) {
    int o = i % outputs;
    y[i] = table[o * columns + (int) numbers[i / outputs]] + (biased ? bias[o] : 0.0f);
  }
}

/* Every cell of the table asks all examples. */
KERNEL(lookup_backward)(int n, int outputs, int columns, int examples, GLOBAL const float *numbers,
    GLOBAL const float *dy, GLOBAL float *gradients) {
  EACH(i, n) {
    float sum = 0.0f;
    for (int example = 0; example < examples; example++) {
      if ((int) numbers[example] == i % columns) {
        sum += dy[example * outputs + i / columns];
      }
    }
    gradients[i] = sum;
  }
}
