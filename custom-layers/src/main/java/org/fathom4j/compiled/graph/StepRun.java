package org.fathom4j.compiled.graph;

/**
 * Steps of a sequence that follow each other.
 *
 * @param first the first of them
 * @param end behind the last
 */
public record StepRun(int first, int end) {

  /** The last steps of an example that a mask counts, with no other between them. */
  public static StepRun last(HostTensor mask, int example) {
    int steps = (int) mask.shape().size(1);
    int end = steps;
    while (end > 0 && !counts(mask, example * steps + end - 1)) {
      end--;
    }
    int first = end;
    while (first > 0 && counts(mask, example * steps + first - 1)) {
      first--;
    }
    if (first == end) {
      throw new IllegalArgumentException("the mask counts no step of example " + example);
    }
    return new StepRun(first, end);
  }

  /** Refuses a mask that has not a number for each step of sequences {@code x [t,n,c]}. */
  static void require(Tensor x, Tensor mask) {
    Shape steps = Shape.of(x.shape().size(1), x.shape().size(0));
    if (!mask.shape().equals(steps)) {
      throw new IllegalArgumentException(
          "%s needs a mask of %s, a number for each step; got %s"
              .formatted(x.name(), steps, mask.shape()));
    }
  }

  private static boolean counts(HostTensor mask, int place) {
    return mask.buffer().get(place) != 0;
  }

  /** How many they are. */
  public int length() {
    return end - first;
  }
}
