/* Channels of [n, channels, plane]. */
FUNCTION void normalization_forward(int i, int channels, int plane, float epsilon, float x, GLOBAL const float *gamma,
    GLOBAL const float *beta, GLOBAL const float *mean, GLOBAL const float *variance, float *y) {
  int c = i / plane % channels;
  *y = gamma[c] / sqrtf(variance[c] + epsilon) * (x - mean[c]) + beta[c];
}

FUNCTION void normalization_backward(int i, int channels, int plane, float epsilon, float share, float x,
    GLOBAL const float *mean, GLOBAL const float *variance, GLOBAL const float *gamma, float dy,
    GLOBAL const float *product, GLOBAL const float *sum, float *dx) {
  int c = i / plane % channels;
  float scale = 1.0f / sqrtf(variance[c] + epsilon);
  float z = (x - mean[c]) * scale;
  float own = share == 0.0f ? 0.0f : share * (sum[c] + z * product[c]);
  *dx = gamma[c] * scale * (dy - own);
}

FUNCTION void local_response_forward(int i, int channels, int plane, int reach, float alpha, float beta, float k,
    GLOBAL const float *x, float *y, float *kept) {
  int channel = i / plane % channels;
  int first = channel - reach < 0 ? -channel : -reach;
  int last = channel + reach < channels ? reach : channels - 1 - channel;
  float sum = 0.0f;
  for (int c = first; c <= last; c++) {
    sum += x[i + c * plane] * x[i + c * plane];
  }
  float s = k + alpha * sum;
  *kept = s;
  *y = x[i] * powf(s, -beta);
}

FUNCTION void local_response_backward(int i, int channels, int plane, int reach, float alpha, float beta,
    GLOBAL const float *x, GLOBAL const float *sums, GLOBAL const float *dy, float *dx) {
  int channel = i / plane % channels;
  int first = channel - reach < 0 ? -channel : -reach;
  int last = channel + reach < channels ? reach : channels - 1 - channel;
  float others = 0.0f;
  for (int c = first; c <= last; c++) {
    int j = i + c * plane;
    others += dy[j] * x[j] * powf(sums[j], -beta - 1.0f);
  }
  *dx = dy[i] * powf(sums[i], -beta) - 2.0f * alpha * beta * x[i] * others;
}
