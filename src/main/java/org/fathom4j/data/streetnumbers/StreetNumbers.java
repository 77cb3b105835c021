package org.fathom4j.data.streetnumbers;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.data.streetnumbers.StreetNumbersOptions.Task;

/**
 * House numbers as on photos, drawn from glyph outlines: typefaces, plates, walls, clutter,
 * shadows, perspective, few pixels, blur, noise and compression, in the proportions of SVHN. Image
 * {@code index} of a {@code seed} is always the same bytes, and its label is the same at every
 * difficulty. Instances are immutable and may be shared by threads.
 */
public final class StreetNumbers {
  private final StreetNumbersOptions options;
  private final Typefaces typefaces;

  /**
   * A generator; the first one reads the typefaces, in about a second.
   *
   * @param options what is drawn
   */
  public StreetNumbers(StreetNumbersOptions options) {
    this.options = options;
    this.typefaces = Typefaces.all();
  }

  /** What is drawn. */
  public StreetNumbersOptions options() {
    return options;
  }

  /** Bytes of one image: side x side x 3. */
  public int imageSize() {
    return options.task().side() * options.task().side() * 3;
  }

  /**
   * The digit to be told in an image of {@link Task#DIGIT}.
   *
   * @param seed of the set
   * @param index of the image
   * @return 0..9
   */
  public int label(long seed, int index) {
    HouseNumber number = number(new Draws(seed, index));
    return number.digits().get(number.target());
  }

  /**
   * All digits of the number that an image shows; with {@link Task#DIGIT} some may lie outside it.
   *
   * @param seed of the set
   * @param index of the image
   * @return one to six digits from the left
   */
  public int[] digits(long seed, int index) {
    return number(new Draws(seed, index)).digits().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Draws one image.
   *
   * @param seed of the set
   * @param index of the image
   * @param rgb takes {@link #imageSize()} bytes 0..255, row by row, red green blue for each pixel
   * @param offset where in {@code rgb} to begin
   */
  public void render(long seed, int index, byte[] rgb, int offset) {
    Draws draws = new Draws(seed, index);
    double strength = options.strength();
    HouseNumber number = number(draws);
    List<PlacedDigit> digits =
        new Lettering(typefaces, strength).write(number.digits(), draws.fork(2));
    View view = View.draw(draws.fork(3), strength);
    List<PlacedDigit> told =
        options.task() == Task.DIGIT ? List.of(digits.get(number.target())) : digits;
    Frame frame = Frame.draw(draws.fork(4), options.task(), view.box(told), strength);
    Canvas canvas = frame.paint(view, layers(digits, draws));
    new Lens(draws.fork(9), strength).photograph(canvas);
    Draws storage = draws.fork(10);
    if (storage.chance(0.75 * strength)) {
      Compression.draw(storage, strength).apply(canvas);
    }
    canvas.resized(options.task().side()).store(rgb, offset);
  }

  private HouseNumber number(Draws draws) {
    return options.task() == Task.DIGIT
        ? HouseNumber.around(draws.fork(1), options.balanced())
        : HouseNumber.whole(draws.fork(1));
  }

  private List<Layer> layers(List<PlacedDigit> digits, Draws draws) {
    double strength = options.strength();
    Palette palette = Palette.draw(draws.fork(5), strength);
    Draws surfaces = draws.fork(6);
    boolean onPlate = surfaces.chance(0.5);
    Colour wall = onPlate ? palette.wall() : palette.ground();
    Texture texture = Texture.draw(surfaces, strength);
    List<Layer> layers = new ArrayList<>();
    layers.add(
        spot -> {
          float shade = texture.at(spot.u, spot.v);
          spot.red = wall.red() + shade;
          spot.green = wall.green() + shade;
          spot.blue = wall.blue() + shade;
        });
    Draws things = draws.fork(7);
    layers.addAll(Clutter.behind(things, palette, strength));
    if (onPlate) {
      layers.add(Plate.draw(surfaces, digits, palette));
    }
    layers.add(Ink.draw(draws.fork(8), digits, palette, strength));
    layers.addAll(Clutter.before(things, palette, strength));
    layers.add(Light.draw(things, strength));
    return layers;
  }
}
