/* Channels of [n, channels, plane]. */
KERNEL(normalization_forward)(int n, int channels, int plane, float epsilon, GLOBAL const float *x,
    GLOBAL const float *gamma, GLOBAL const float *beta, GLOBAL const float *mean, GLOBAL const float *variance,
    GLOBAL float *y) {
  EACH(i, n) {
    int c = i / plane % channels;
    y[i] = gamma[c] / sqrtf(variance[c] + epsilon) * (x[i] - mean[c]) + beta[c];
  }
}

KERNEL(normalization_backward)(int n, int channels, int plane, float epsilon, float share, GLOBAL const float *x,
    GLOBAL const float *mean, GLOBAL const float *variance, GLOBAL const float *gamma, GLOBAL const float *dy,
    GLOBAL const float *product, GLOBAL const float *sum, GLOBAL float *dx) {
  EACH(i, n) {
    int c = i / plane % channels;
    float scale = 1.0f / sqrtf(variance[c] + epsilon);
    float z = (x[i] - mean[c]) * scale;
    float own = share == 0.0f ? 0.0f : share * (sum[c] + z * product[c]);
    dx[i] = gamma[c] * scale * (dy[i] - own);
  }
}

KERNEL(local_response_forward)(int n, int channels, int plane, int reach, float alpha, float beta, float k,
    GLOBAL const float *x, GLOBAL float *y, GLOBAL float *sums) {
  EACH(i, n) {
    int channel = i / plane % channels;
    int first = channel - reach < 0 ? -channel : -reach;
    int last = channel + reach < channels ? reach : channels - 1 - channel;
    float sum = 0.0f;
    for (int c = first; c <= last; c++) {
      sum += x[i + c * plane] * x[i + c * plane];
    }
    float s = k + alpha * sum;
    sums[i] = s;
    y[i] = x[i] * powf(s, -beta);
  }
}

KERNEL(local_response_backward)(int n, int channels, int plane, int reach, float alpha, float beta,
    GLOBAL const float *x, GLOBAL const float *sums, GLOBAL const float *dy, GLOBAL float *dx) {
  EACH(i, n) {
    int channel = i / plane % channels;
    int first = channel - reach < 0 ? -channel : -reach;
    int last = channel + reach < channels ? reach : channels - 1 - channel;
    float others = 0.0f;
    for (int c = first; c <= last; c++) {
      int j = i + c * plane;
      others += dy[j] * x[j] * powf(sums[j], -beta - 1.0f);
    }
    dx[i] = dy[i] * powf(sums[i], -beta) - 2.0f * alpha * beta * x[i] * others;
  }
}
