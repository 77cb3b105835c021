package org.fathom4j.compiled.onednn;

import java.util.Arrays;

/**
 * A part of the vectors small enough for the nearest cache; loops over its arrays are what the JVM
 * turns into vector code.
 */
final class Chunk {
  static final int SIZE = 2048;

  final float[] parameters = new float[SIZE];
  final float[] gradients = new float[SIZE];
  final float[] first = new float[SIZE];
  final float[] second = new float[SIZE];
  final float[] third = new float[SIZE];
  private final float[] doubt = new float[SIZE];
  private final float[] half = new float[SIZE / 2];
  private int count = SIZE;
  private int doubted;

  /** Elements in use. */
  int count() {
    return count;
  }

  /** Says how many elements are in use. */
  void resize(int elements) {
    count = elements;
  }

  /** {@code g *= factor}. */
  void scaleGradients(float factor) {
    for (int i = 0; i < count; i++) {
      gradients[i] *= factor;
    }
  }

  /** {@code g += factor p}. */
  void addParameters(float factor) {
    for (int i = 0; i < count; i++) {
      gradients[i] += factor * parameters[i];
    }
  }

  /** {@code g += factor sign(p)}. */
  void addSigns(float factor) {
    for (int i = 0; i < count; i++) {
      gradients[i] += factor * Math.signum(parameters[i]);
    }
  }

  /** {@code p -= g}; notes whether any became NaN or infinite. */
  void subtractGradients() {
    for (int i = 0; i < count; i++) {
      float next = parameters[i] - gradients[i];
      parameters[i] = next;
      doubt[i] += 0 * next; // NaN from then on: vector code, where a comparison would not be
    }
    doubted = Math.max(doubted, count);
  }

  /** 0 where all parameters since the last call are finite, else NaN. */
  float doubt() {
    int middle = doubted / 2; // half of a sum can be vector code
    for (int i = 0; i < middle; i++) {
      half[i] = doubt[i] + doubt[middle + i];
    }
    float sum = doubted % 2 == 0 ? 0 : doubt[doubted - 1];
    for (int i = 0; i < middle; i++) {
      sum += half[i];
    }
    Arrays.fill(doubt, 0, doubted, 0);
    doubted = 0;
    return sum;
  }
}
