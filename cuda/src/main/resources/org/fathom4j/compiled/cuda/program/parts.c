/* Tensors cut, put together and turned: of four sizes s, of which the first is not needed, and the strides t of another
   tensor. */
FUNCTION int place_of(int i, int s1, int s2, int s3, int t0, int t1, int t2, int t3) {
  return i / s3 / s2 / s1 * t0 + i / s3 / s2 % s1 * t1 + i / s3 % s2 * t2 + i % s3 * t3;
}

FUNCTION void gather(int i, int s1, int s2, int s3, int t0, int t1, int t2, int t3, int from, GLOBAL const float *x,
    float *y) {
  *y = x[from + place_of(i, s1, s2, s3, t0, t1, t2, t3)];
}

FUNCTION void scatter(int i, int s1, int s2, int s3, int t0, int t1, int t2, int t3, int to, float x,
    GLOBAL float *y) {
  y[to + place_of(i, s1, s2, s3, t0, t1, t2, t3)] = x;
}

FUNCTION void upsampling_forward(int i, int height, int width, int columns, GLOBAL const float *x, float *y) {
  int large = columns * width;
  *y = x[i / large / height * columns + i % large / width];
}

FUNCTION void upsampling_backward(int i, int height, int width, int columns, GLOBAL const float *dy, float *dx) {
  int large = columns * width;
  GLOBAL const float *first = dy + (i / columns * height * large + i % columns * width);
  float sum = 0.0f;
  for (int u = 0; u < height; u++) {
    for (int v = 0; v < width; v++) {
      sum += first[u * large + v];
    }
  }
  *dx = sum;
}

FUNCTION void lookup_forward(int i, int outputs, int columns, int biased, GLOBAL const float *numbers,
    GLOBAL const float *table, GLOBAL const float *bias, float *y) {
  int o = i % outputs;
  *y = table[o * columns + (int) numbers[i / outputs]] + (biased ? bias[o] : 0.0f);
}

/* Every cell of the table asks all examples. */
FUNCTION void lookup_backward(int i, int outputs, int columns, int examples, GLOBAL const float *numbers,
    GLOBAL const float *dy, float *gradient) {
  float sum = 0.0f;
  for (int example = 0; example < examples; example++) {
    if ((int) numbers[example] == i % columns) {
      sum += dy[example * outputs + i / columns];
    }
  }
  *gradient = sum;
}
