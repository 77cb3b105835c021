package org.fathom4j.data.streetnumbers;

/** Value noise on a lattice: random numbers that depend on the place alone. */
final class Noise {
  private Noise() {}

  /** A number in [-1, 1) that belongs to a lattice point. */
  static float lattice(int seed, int x, int y) {
    int h = seed + x * 0x9E3779B1 + y * 0x85EBCA77;
    h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
    h = (h ^ (h >>> 12)) * 0x297A2D39;
    return (h ^ (h >>> 15)) * 0x1p-31f;
  }

  /** Smooth between lattice points, in [-1, 1]. */
  static float smooth(int seed, float x, float y) {
    int column = x < 0 ? (int) x - 1 : (int) x;
    int row = y < 0 ? (int) y - 1 : (int) y;
    float fx = ease(x - column);
    float fy = ease(y - row);
    float a = lattice(seed, column, row);
    float b = lattice(seed, column + 1, row);
    float c = lattice(seed, column, row + 1);
    float d = lattice(seed, column + 1, row + 1);
    float upper = a + fx * (b - a);
    return upper + fy * (c + fx * (d - c) - upper);
  }

  private static float ease(float t) {
    return t * t * (3 - 2 * t);
  }
}
