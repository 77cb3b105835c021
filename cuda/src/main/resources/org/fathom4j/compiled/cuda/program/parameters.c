/* Strength of penalties in the score: places in the table, below 0 where there is none. */
KERNEL(penalty)(GLOBAL const float *table, int signs, int squares, GLOBAL const float *magnitudes,
    GLOBAL const float *squared, GLOBAL float *score) {
  EACH(i, 1) {
    float sum = signs < 0 ? 0.0f : table[signs] * magnitudes[0];
    score[0] = squares < 0 ? sum : sum + table[squares] * squared[0] / 2.0f;
  }
}

KERNEL(scaled)(int n, GLOBAL const float *table, int share, GLOBAL float *g) {
  EACH(i, n) { g[i] = table[share] * g[i]; }
}

/* Kinds: 0 elements, 1 length, 2 unit; of the length so many squares are given. */
KERNEL(gradient_bound)(int n, int kind, float limit, int tensors, GLOBAL const float *squares, GLOBAL float *g) {
  EACH(i, n) {
    if (kind == 0) {
      g[i] = g[i] < -limit ? -limit : g[i] > limit ? limit : g[i];
    } else {
      float sum = 0.0f;
      for (int t = 0; t < tensors; t++) {
        sum += squares[t];
      }
      float length = sqrtf(sum);
      if (kind == 1) {
        g[i] = length > limit ? g[i] * limit / length : g[i];
      } else {
        g[i] = g[i] / (length == 0.0f ? limit : length);
      }
    }
  }
}

FUNCTION float norm_factor(int kind, float norm, float least, float most, float rate, float epsilon) {
  if (kind == 2) {
    return 1.0f / norm;
  }
  float divisor = norm + epsilon;
  if (kind == 0) {
    return (norm != norm ? norm : fminf(norm, most)) / divisor;
  }
  float factor = (norm != norm ? norm : fminf(fmaxf(norm, least), most)) / divisor;
  return rate == 1.0f ? factor : rate * factor + (1.0f - rate) * divisor;
}

/* Elements of a group g are its k; kinds: 0 most, 1 between, 2 unit. */
KERNEL(norm_limit)(int n, RUNS, int kind, GLOBAL const float *table, int least, int most, int rate, float epsilon,
    GLOBAL const float *squares, GLOBAL float *p) {
  EACH(i, n) {
    int g = i / summed;
    float norm = sqrtf(squares[g]);
    float once = norm_factor(kind, norm, table[least], table[most], table[rate], epsilon);
    float twice = once * norm_factor(kind, norm * once, table[least], table[most], table[rate], epsilon);
    p[RUN_OF(g, i % summed)] *= twice;
  }
}
