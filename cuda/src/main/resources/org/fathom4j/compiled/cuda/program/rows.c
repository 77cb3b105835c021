/* What is done row by row: so many members share a row. */
KERNEL(loss)(int rows, int outputs, int width, int kind, GLOBAL const float *z, GLOBAL const float *labels, int masked,
    GLOBAL const float *mask, int weighted, GLOBAL const float *weights, float clip, GLOBAL float *dz,
    GLOBAL float *scores) {
  SHARED float shared[GROUP];
  int row = ROW(width);
  int from = row * outputs;
  int count = row < rows ? outputs : 0;
  float total = 0.0f;
  float largest = 0.0f;
  float pull = 1.0f;
  if (kind == 0) {
    largest = -INFINITY;
    for (int o = IN_ROW(width); o < count; o += width) {
      largest = fmaxf(largest, z[from + o]);
    }
    largest = largest_of(shared, largest, width);
    for (int o = IN_ROW(width); o < count; o += width) {
      total += expf(z[from + o] - largest);
    }
    total = sum_of(shared, total, width);
    if (weighted) {
      pull = 0.0f;
      for (int o = IN_ROW(width); o < count; o += width) {
        pull += weights[o] * labels[from + o];
      }
      pull = sum_of(shared, pull, width);
    }
  }
  float share = masked && row < rows ? mask[row] : 1.0f;
  float score = 0.0f;
  for (int o = IN_ROW(width); o < count; o += width) {
    float x = z[from + o];
    float t = labels[from + o];
    float weight = weighted ? weights[o] : 1.0f;
    float slope;
    if (kind == 0) {
      float p = expf(x - largest) / total;
      float logarithm = fminf(fmaxf(x - largest - logf(total), logf(clip)), log1pf(-clip));
      score += t == 0.0f ? 0.0f : -weight * t * (p != p ? p : logarithm);
      slope = p * pull - weight * t;
    } else if (kind == 1) {
      float s = sigmoid(x);
      float r = sigmoid(-x);
      float p = s != s ? s : fminf(fmaxf(s, clip), 1.0f - clip);
      float q = r != r ? r : fminf(fmaxf(r, clip), 1.0f - clip);
      score -= weight * (t * logf(p) + (1.0f - t) * logf(q));
      slope = weight * (s * r) / (p * q) * (p - t);
    } else if (kind == 2) {
      score += weight * (x - t) * (x - t);
      slope = 2.0f * weight * (x - t);
    } else {
      score += weight * fabsf(x - t);
      slope = weight * sign_of(x - t);
    }
    dz[from + o] = share * slope;
  }
  score = sum_of(shared, score, width);
  if (row < rows && IN_ROW(width) == 0) {
    scores[row] = share * score;
  }
}

KERNEL(length_forward)(int rows, int elements, int width, GLOBAL const float *x, GLOBAL float *y) {
  SHARED float shared[GROUP];
  int row = ROW(width);
  float sum = 0.0f;
  for (int k = IN_ROW(width); row < rows && k < elements; k += width) {
    float value = x[row * elements + k];
    sum += value * value;
  }
  sum = sum_of(shared, sum, width);
  if (row < rows && IN_ROW(width) == 0) {
    y[row] = sqrtf(sum);
  }
}

KERNEL(unit_length_backward)(int rows, int elements, int width, float smallest, GLOBAL const float *y,
    GLOBAL const float *lengths, GLOBAL const float *dy, GLOBAL float *dx) {
  SHARED float shared[GROUP];
  int row = ROW(width);
  int count = row < rows ? elements : 0;
  float along = 0.0f;
  for (int k = IN_ROW(width); k < count; k += width) {
    along += y[row * elements + k] * dy[row * elements + k];
  }
  along = sum_of(shared, along, width);
  float length = row < rows ? lengths[row] : 1.0f;
  along = length > smallest ? along : 0.0f;
  for (int k = IN_ROW(width); k < count; k += width) {
    int i = row * elements + k;
    dx[i] = (dy[i] - along * y[i]) / fmaxf(length, smallest);
  }
}
