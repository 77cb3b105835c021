package org.fathom4j.layers.output;

/**
 * Where the six answers about a number lie in the output: first the length's classes 0, 1, ...,
 * {@code digits}, "more", then the classes of each digit.
 *
 * @param digits the longest number that is read
 * @param classes values of a digit
 */
record SequenceHeads(int digits, int classes) {

  /** Classes of the length: 0 to {@code digits} and "more". */
  int lengths() {
    return digits + 2;
  }

  /** All classes together. */
  int outputs() {
    return lengths() + digits * classes;
  }

  /** How many answers there are: the length and each digit. */
  int count() {
    return 1 + digits;
  }

  /** First output of answer {@code head}, 0 for the length. */
  int start(int head) {
    return head == 0 ? 0 : lengths() + (head - 1) * classes;
  }

  /** Number of classes of answer {@code head}. */
  int size(int head) {
    return head == 0 ? lengths() : classes;
  }

  /** How many digits a number of length class {@code length} has in the answers. */
  int digitsOf(int length) {
    return Math.min(length, digits);
  }
}
