/* What is done element by element: functions that get the numbers of an element i of each tensor that they know it of,
   and pointers to tensors of which they look at any. Numbers that change from run to run stand in a table. */
FUNCTION void copy(int i, float x, float *y) { *y = x; }

FUNCTION void filled(int i, float value, float *y) { *y = value; }

FUNCTION void product(int i, float left, float right, float *y) { *y = left * right; }

/* Sums, term by term. */
FUNCTION void first_term(int i, float factor, float x, float *sum) { *sum = 0.0f + factor * x; }

FUNCTION void next_term(int i, float factor, float x, float *sum) { *sum += factor * x; }

FUNCTION void plus(int i, GLOBAL const float *table, int a, int b, float left, float right, float *y) {
  *y = table[a] * left + table[b] * right;
}

FUNCTION void times(int i, GLOBAL const float *table, int a, int b, float left, float right, float *y) {
  *y = table[a] * left * (table[b] * right);
}

FUNCTION void over(int i, GLOBAL const float *table, int a, int b, float left, float right, float *y) {
  *y = table[a] * left / (table[b] * right);
}

FUNCTION void not_below_zero(int i, float *p) { *p = *p < 0.0f ? 0.0f : *p; }

/* The largest of a unit's pieces, the first among equals; units lie a distance apart. */
FUNCTION void piece_maximum_forward(int i, int unit, int pieces, GLOBAL const float *z, float *y, float *chosen) {
  GLOBAL const float *first = z + (i / unit * pieces * unit + i % unit);
  int best = 0;
  for (int j = 1; j < pieces; j++) {
    best = first[j * unit] > first[best * unit] ? j : best;
  }
  *y = first[best * unit];
  *chosen = as_float(best);
}

/* Each unit writes all its pieces. */
FUNCTION void piece_maximum_backward(int i, int unit, int pieces, float dy, float chosen, GLOBAL float *dz) {
  GLOBAL float *first = dz + (i / unit * pieces * unit + i % unit);
  for (int j = 0; j < pieces; j++) {
    first[j * unit] = j == as_int(chosen) ? dy : 0.0f;
  }
}

/* The index of the slope of an element: strides are 0 where slopes are shared. */
FUNCTION int slope_of(int i, int s1, int s2, int s3, int t0, int t1, int t2, int t3) {
  return i / s3 / s2 / s1 * t0 + i / s3 / s2 % s1 * t1 + i / s3 % s2 * t2 + i % s3 * t3;
}

FUNCTION void parametric_relu_forward(int i, int s1, int s2, int s3, int t0, int t1, int t2, int t3, float x,
    GLOBAL const float *slopes, float *y) {
  *y = x > 0.0f ? x : slopes[slope_of(i, s1, s2, s3, t0, t1, t2, t3)] * x;
}

FUNCTION void parametric_relu_backward(int i, int s1, int s2, int s3, int t0, int t1, int t2, int t3, float x,
    GLOBAL const float *slopes, float dy, float *dx) {
  *dx = x > 0.0f ? dy : slopes[slope_of(i, s1, s2, s3, t0, t1, t2, t3)] * dy;
}

/* A bijection of 64-bit numbers that spreads every bit. */
FUNCTION ulong mixed(ulong z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
  return z ^ (z >> 31);
}

FUNCTION ulong word(GLOBAL const float *table, int place) {
  return (ulong) as_uint(table[place]) | (ulong) as_uint(table[place + 1]) << 32;
}

/* The mask of a key: for each two elements one number of 64 bits, in chunks of 2048 elements. Table: key and threshold,
   low words first, and what elements that are kept are multiplied by. A gradient is dropped by the same mask, drawn
   once more. */
FUNCTION void dropout(int i, GLOBAL const float *table, int draw, float x, float *y) {
  int place = i % 2048;
  ulong bits = mixed(word(table, draw) + (ulong) (i - place + place / 2) * 0x9E3779B97F4A7C15UL);
  ulong half_ = i % 2 == 0 ? bits & 0xFFFFFFFFUL : bits >> 32;
  *y = x * (half_ < word(table, draw + 2) ? table[draw + 4] : 0.0f);
}

FUNCTION void variance_of_logarithm(int i, float x, float *y) { *y = powf(10.0f, 2.0f * x); }

FUNCTION void running_statistics(int i, float decay, int logarithmic, float mean, float kept, float batch_mean,
    float batch_variance, float *mean_step, float *step) {
  *mean_step = (1.0f - decay) * (mean - batch_mean);
  if (logarithmic) {
    float old = powf(10.0f, 2.0f * kept);
    *step = log10f(old / (decay * old + (1.0f - decay) * batch_variance)) / 2.0f;
  } else {
    *step = (1.0f - decay) * (kept - batch_variance);
  }
}

/* Rows of so many elements, by their lengths. */
FUNCTION void length_backward(int i, int elements, float smallest, float x, GLOBAL const float *y,
    GLOBAL const float *dy, float *dx) {
  int row = i / elements;
  *dx = dy[row] / fmaxf(y[row], smallest) * x;
}

FUNCTION void unit_length_forward(int i, int elements, float smallest, float x, GLOBAL const float *length, float *y) {
  *y = x / fmaxf(length[i / elements], smallest);
}
