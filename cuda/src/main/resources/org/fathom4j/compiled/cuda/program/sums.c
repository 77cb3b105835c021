KERNEL(clear)(int n, GLOBAL float *y) {
  EACH(i, n) { y[i] = 0.0f; }
}

/* The second half of a sum in parts: partial sums of a row, one behind the other. */
KERNEL(sum_of_parts)(int rows, int parts, int width, float factor, GLOBAL const float *partial, GLOBAL float *result) {
  SHARED float shared[GROUP];
  int row = ROW(width);
  float sum = 0.0f;
  for (int k = IN_ROW(width); row < rows && k < parts; k += width) {
    sum += partial[row * parts + k];
  }
  sum = sum_of(shared, sum, width);
  if (row < rows && IN_ROW(width) == 0) {
    result[row] = factor * sum;
  }
}
