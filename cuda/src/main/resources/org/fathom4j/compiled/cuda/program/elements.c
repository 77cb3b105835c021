/* What is done element by element. Numbers that change from run to run stand in a table. */
KERNEL(copy)(int n, GLOBAL const float *x, GLOBAL float *y) {
  EACH(i, n) { y[i] = x[i]; }
}

KERNEL(fill)(int n, float value, GLOBAL float *y) {
  EACH(i, n) { y[i] = value; }
}

KERNEL(product)(int n, GLOBAL const float *left, GLOBAL const float *right, GLOBAL float *y) {
  EACH(i, n) { y[i] = left[i] * right[i]; }
}

/* Up to three terms, and what is there already where they are not the first. */
KERNEL(sum)(int n, int first, GLOBAL const float *x1, float f1, GLOBAL const float *x2, float f2,
    GLOBAL const float *x3, float f3, GLOBAL float *y) {
  EACH(i, n) {
    float sum = first ? 0.0f : y[i];
    sum += f1 * x1[i];
    if (f2 != 0.0f) { sum += f2 * x2[i]; }
    if (f3 != 0.0f) { sum += f3 * x3[i]; }
    y[i] = sum;
  }
}

KERNEL(plus)(int n, GLOBAL const float *table, int a, int b, GLOBAL const float *left,
    GLOBAL const float *right, GLOBAL float *y) {
  EACH(i, n) { y[i] = table[a] * left[i] + table[b] * right[i]; }
}

KERNEL(times)(int n, GLOBAL const float *table, int a, int b, GLOBAL const float *left,
    GLOBAL const float *right, GLOBAL float *y) {
  EACH(i, n) { y[i] = table[a] * left[i] * (table[b] * right[i]); }
}

KERNEL(over)(int n, GLOBAL const float *table, int a, int b, GLOBAL const float *left,
    GLOBAL const float *right, GLOBAL float *y) {
  EACH(i, n) { y[i] = table[a] * left[i] / (table[b] * right[i]); }
}

KERNEL(not_below_zero)(int n, GLOBAL float *p) {
  EACH(i, n) { p[i] = p[i] < 0.0f ? 0.0f : p[i]; }
}

KERNEL(variance_of_logarithm)(int n, GLOBAL const float *x, GLOBAL float *y) {
  EACH(i, n) { y[i] = powf(10.0f, 2.0f * x[i]); }
}

KERNEL(running_statistics)(int n, float decay, int logarithmic, GLOBAL const float *mean,
    GLOBAL const float *kept, GLOBAL const float *batch_mean, GLOBAL const float *batch_variance,
    GLOBAL float *mean_step, GLOBAL float *step) {
  EACH(i, n) {
    mean_step[i] = (1.0f - decay) * (mean[i] - batch_mean[i]);
    if (logarithmic) {
      float old = powf(10.0f, 2.0f * kept[i]);
      step[i] = log10f(old / (decay * old + (1.0f - decay) * batch_variance[i])) / 2.0f;
    } else {
      step[i] = (1.0f - decay) * (kept[i] - batch_variance[i]);
    }
  }
}

/* The largest of a unit's pieces, the first among equals; units lie a distance apart. */
KERNEL(piece_maximum_forward)(int n, int unit, int pieces, GLOBAL const float *z, GLOBAL float *y,
    GLOBAL int *chosen) {
  EACH(i, n) {
    GLOBAL const float *first = z + (i / unit * pieces * unit + i % unit);
    int best = 0;
    for (int j = 1; j < pieces; j++) {
      best = first[j * unit] > first[best * unit] ? j : best;
    }
    y[i] = first[best * unit];
    chosen[i] = best;
  }
}

KERNEL(piece_maximum_backward)(int n, int unit, int pieces, GLOBAL const float *dy,
    GLOBAL const int *chosen, GLOBAL float *dz) {
  EACH(i, n) {
    int from = i / (pieces * unit) * unit + i % unit;
    dz[i] = chosen[from] == i / unit % pieces ? dy[from] : 0.0f;
  }
}

/* The index of the slope of an element: strides are 0 where slopes are shared. */
FUNCTION int slope_of(int i, int s1, int s2, int s3, int t0, int t1, int t2, int t3) {
  return i / s3 / s2 / s1 * t0 + i / s3 / s2 % s1 * t1 + i / s3 % s2 * t2 + i % s3 * t3;
}

KERNEL(parametric_relu_forward)(int n, int s1, int s2, int s3, int t0, int t1, int t2, int t3,
    GLOBAL const float *x, GLOBAL const float *slopes, GLOBAL float *y) {
  EACH(i, n) {
    y[i] = x[i] > 0.0f ? x[i] : slopes[slope_of(i, s1, s2, s3, t0, t1, t2, t3)] * x[i];
  }
}

KERNEL(parametric_relu_backward)(int n, int s1, int s2, int s3, int t0, int t1, int t2, int t3,
    GLOBAL const float *x, GLOBAL const float *slopes, GLOBAL const float *dy, GLOBAL float *dx) {
  EACH(i, n) {
    dx[i] = x[i] > 0.0f ? dy[i] : slopes[slope_of(i, s1, s2, s3, t0, t1, t2, t3)] * dy[i];
  }
}

/* A bijection of 64-bit numbers that spreads every bit. */
FUNCTION ulong mixed(ulong z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
  return z ^ (z >> 31);
}

/* The mask of a key: for each two elements one number of 64 bits, in chunks of 2048 elements. Table: key and threshold,
   low words first, and what elements that are kept are multiplied by. */
KERNEL(dropout_forward)(int n, GLOBAL const uint *table, GLOBAL const float *kept, GLOBAL const float *x,
    GLOBAL float *y, GLOBAL float *mask) {
  EACH(i, n) {
    ulong key = (ulong) table[0] | (ulong) table[1] << 32;
    ulong threshold = (ulong) table[2] | (ulong) table[3] << 32;
    int place = i % 2048;
    ulong bits = mixed(key + (ulong) (i - place + place / 2) * 0x9E3779B97F4A7C15UL);
    ulong half_ = i % 2 == 0 ? bits & 0xFFFFFFFFUL : bits >> 32;
    float factor = half_ < threshold ? kept[0] : 0.0f;
    mask[i] = factor;
    y[i] = x[i] * factor;
  }
}
