package org.fathom4j.data.streetnumbers;

/**
 * What a cheap camera does to the light: blur, colour fringes, shake, halos, noise, flat contrast.
 */
final class Lens {
  private final Draws draws;
  private final double strength;

  Lens(Draws draws, double strength) {
    this.draws = draws;
    this.strength = strength;
  }

  /** Blurs and disturbs a canvas in place. */
  void photograph(Canvas canvas) {
    blur(canvas);
    if (draws.chance(0.12 * strength)) {
      shake(canvas);
    }
    if (draws.chance(0.45 * strength)) {
      sharpen(canvas, (float) draws.between(0.2, 1.2));
    }
    expose(canvas);
    if (draws.chance(0.8 * strength)) {
      addNoise(canvas);
    }
  }

  private void blur(Canvas canvas) {
    double size = canvas.height() / 32.0;
    double sigma = 0.3 + strength * (draws.around(0.45, 0.5) + size * draws.between(0, 0.45));
    if (draws.chance(0.08 * strength)) {
      sigma += draws.between(0.4, 1.6) * size;
    }
    double fringe = draws.chance(0.6) ? 0.35 * strength : 0.1 * strength;
    for (int channel = 0; channel < 3; channel++) {
      double own = sigma * (1 + (channel == 1 ? 0 : Math.abs(draws.normal(fringe * 0.5))));
      double shiftX = channel == 1 ? 0 : draws.normal(fringe);
      double shiftY = channel == 1 ? 0 : draws.normal(fringe);
      canvas.filter(channel, gaussian(own, shiftX), true);
      canvas.filter(channel, gaussian(own, shiftY), false);
    }
  }

  private static float[] gaussian(double sigma, double shift) {
    int reach = (int) StrictMath.ceil(2.2 * sigma + Math.abs(shift));
    float[] kernel = new float[2 * reach + 1];
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      double away = (i - reach - shift) / sigma;
      double weight = StrictMath.exp(-0.5 * away * away);
      kernel[i] = (float) weight;
      sum += weight;
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= (float) sum;
    }
    return kernel;
  }

  /** Camera shake along one axis. */
  private void shake(Canvas canvas) {
    int reach = 1 + draws.below(Math.max(1, canvas.height() / 12));
    float[] kernel = new float[2 * reach + 1];
    java.util.Arrays.fill(kernel, 1f / kernel.length);
    boolean alongRows = draws.chance(0.6);
    for (int channel = 0; channel < 3; channel++) {
      canvas.filter(channel, kernel, alongRows);
    }
  }

  /** The camera's own sharpening, which leaves halos. */
  private void sharpen(Canvas canvas, float amount) {
    Canvas soft = canvas.copy();
    float[] kernel = gaussian(draws.between(0.7, 1.4), 0);
    for (int channel = 0; channel < 3; channel++) {
      soft.filter(channel, kernel, true);
      soft.filter(channel, kernel, false);
      float[] pixels = canvas.plane(channel);
      float[] blurred = soft.plane(channel);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] += amount * (pixels[i] - blurred[i]);
      }
    }
  }

  private void expose(Canvas canvas) {
    float contrast = (float) draws.around(1, 0.12 * strength);
    float brightness = (float) draws.normal(8 * strength);
    for (int channel = 0; channel < 3; channel++) {
      float cast = brightness + (float) draws.normal(3 * strength) + (channel == 2 ? 2 : 0);
      float[] pixels = canvas.plane(channel);
      for (int i = 0; i < pixels.length; i++) {
        float value = 128 + contrast * (pixels[i] - 128) + cast;
        pixels[i] = Math.max(0, Math.min(255, value));
      }
    }
  }

  private void addNoise(Canvas canvas) {
    float grey = (float) Math.min(12, draws.around(1.8, 0.6)) * (float) strength;
    float coloured = grey * (float) draws.between(0.2, 0.9);
    float stains = (float) draws.around(2.5, 0.6) * (float) strength;
    int seed = draws.below(Integer.MAX_VALUE);
    float[] red = canvas.plane(0);
    float[] green = canvas.plane(1);
    float[] blue = canvas.plane(2);
    for (int i = 0; i < red.length; i++) {
      float all = grey * draws.grain();
      float x = 0.4f * (i % canvas.width());
      int row = i / canvas.width();
      float y = 0.4f * row;
      float stain = stains * Noise.smooth(seed, x, y);
      red[i] += all + coloured * draws.grain() - stain;
      green[i] += all;
      blue[i] += all + coloured * draws.grain() + stain;
    }
  }
}
