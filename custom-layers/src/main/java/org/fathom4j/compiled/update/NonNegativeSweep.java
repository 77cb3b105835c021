package org.fathom4j.compiled.update;

/** Sets the negative elements of one parameter to 0, in place. */
final class NonNegativeSweep implements Constraints.Applied {
  private final Vector parameter;
  private final int count;
  private final float[] chunk = new float[2048];

  NonNegativeSweep(Vector parameter, int count) {
    this.parameter = parameter;
    this.count = count;
  }

  @Override
  public void apply(int iteration, int epoch) {
    for (int done = 0; done < count; done += chunk.length) {
      int size = Math.min(chunk.length, count - done);
      parameter.read(done, chunk, size);
      for (int i = 0; i < size; i++) {
        chunk[i] = chunk[i] < 0 ? 0 : chunk[i]; // not Math.max: -0 and NaN stay
      }
      parameter.write(done, chunk, size);
    }
  }
}
