/* Words that all kernels share. Each work item has an index i below n; members of a group that have none leave. */
#define EACH(i, n) int i = GROUP_INDEX * GROUP + MEMBER; if (i < (n))

FUNCTION float sigmoid(float x) { return 1.0f / (1.0f + expf(-x)); }

FUNCTION float softplus(float x) { return fmaxf(x, 0.0f) + log1pf(expf(-fabsf(x))); }

FUNCTION float sign_of(float x) { return x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x; }

/* The sum over so many neighbouring members of a group, a power of two; each of them gets it. */
FUNCTION float sum_of(LOCAL float *shared, float value, int width) {
  shared[MEMBER] = value;
  BARRIER;
  for (int half_ = width / 2; half_ > 0; half_ /= 2) {
    if ((MEMBER & (width - 1)) < half_) {
      shared[MEMBER] += shared[MEMBER + half_];
    }
    BARRIER;
  }
  float sum = shared[MEMBER & ~(width - 1)];
  BARRIER;
  return sum;
}

/* The largest of so many neighbouring members of a group. */
FUNCTION float largest_of(LOCAL float *shared, float value, int width) {
  shared[MEMBER] = value;
  BARRIER;
  for (int half_ = width / 2; half_ > 0; half_ /= 2) {
    if ((MEMBER & (width - 1)) < half_) {
      shared[MEMBER] = fmaxf(shared[MEMBER], shared[MEMBER + half_]);
    }
    BARRIER;
  }
  float largest = shared[MEMBER & ~(width - 1)];
  BARRIER;
  return largest;
}

/* Rows are shared by so many members each. */
#define ROW(width) (GROUP_INDEX * (GROUP / (width)) + MEMBER / (width))
#define IN_ROW(width) (MEMBER & ((width) - 1))

/* The elements of a tensor in rows: k counts those that are kept, r those that are summed over. Each is made of two
   runs of neighbouring dimensions at most, a far and a near one. */
#define RUNS int summed, int kept_inner, int kept_far, int kept_near, int summed_inner, int summed_far, int summed_near
#define RUN_OF(k, r) ((k) / kept_inner * kept_far + (k) % kept_inner * kept_near \
    + (r) / summed_inner * summed_far + (r) % summed_inner * summed_near)
