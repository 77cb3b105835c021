package org.fathom4j.data.streetnumbers;

/** The surface of a wall: how much lighter or darker it is at each place of the plane. */
@FunctionalInterface
interface Texture {
  float at(float u, float v);

  /** Some surface: mostly plaster, else bricks, boards or wood. */
  static Texture draw(Draws draws, double strength) {
    float amount = (float) (strength * draws.around(9, 0.7));
    return switch (draws.weighted(45, 20, 12, 12, 11)) {
      case 0 -> grain(draws, amount * 0.4f, 6, 6);
      case 1 -> grain(draws, amount, draws.between(1, 9), draws.between(1, 9));
      case 2 -> bricks(draws, amount * 2);
      case 3 -> boards(draws, amount * 2);
      default -> grain(draws, amount * 1.5f, draws.between(0.3, 1), draws.between(4, 12));
    };
  }

  /** Plaster, concrete, or wood where one direction is much finer than the other. */
  private static Texture grain(Draws draws, float amount, double perU, double perV) {
    int seed = draws.below(Integer.MAX_VALUE);
    boolean turned = draws.chance(0.3);
    float across = (float) (turned ? perV : perU);
    float down = (float) (turned ? perU : perV);
    return (u, v) -> amount * Noise.smooth(seed, u * across, v * down);
  }

  private static Texture bricks(Draws draws, float amount) {
    int seed = draws.below(Integer.MAX_VALUE);
    float height = (float) draws.between(0.25, 0.9);
    float width = height * (float) draws.between(1.2, 3.5);
    float mortar = (float) draws.between(0.03, 0.10);
    float joint = draws.chance(0.5) ? amount * 1.5f : -amount * 1.5f;
    float shift = (float) draws.unit();
    return (u, v) -> {
      float row = v / height + shift;
      int course = floor(row);
      float column = u / width + shift + ((course & 1) == 0 ? 0.5f : 0);
      int brick = floor(column);
      float inRow = (row - course) * height;
      float inColumn = (column - brick) * width;
      float shade = 0.6f * amount * Noise.lattice(seed, brick, course);
      return inRow < mortar || inColumn < mortar ? joint : shade;
    };
  }

  private static Texture boards(Draws draws, float amount) {
    int seed = draws.below(Integer.MAX_VALUE);
    float period = (float) draws.between(0.25, 1.6);
    float groove = (float) draws.between(0.03, 0.15) * period;
    float slope = (float) draws.normal(0.7);
    boolean upright = draws.chance(0.35);
    float shift = (float) draws.unit();
    return (u, v) -> {
      float place = (upright ? u : v) / period + shift;
      int board = floor(place);
      float within = place - board;
      float shade = amount * (slope * (within - 0.5f) + 0.4f * Noise.lattice(seed, board, 7));
      return within * period < groove ? -1.6f * amount : shade;
    };
  }

  private static int floor(float value) {
    int down = (int) value;
    return value < down ? down - 1 : down;
  }
}
