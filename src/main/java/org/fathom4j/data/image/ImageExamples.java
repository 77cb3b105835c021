package org.fathom4j.data.image;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.fathom4j.data.Content;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Seeds;
import org.fathom4j.data.Target;
import org.fathom4j.data.image.Framing.Window;

/** Some pictures of a store as examples. */
public final class ImageExamples implements Examples {
  private static final int DISTORTION_STREAM = 31;

  private final ImageStore store;
  private final int[] rows;
  private final Target target;
  private final Framing framing;
  private final Normalization normalization;

  /**
   * Picks pictures.
   *
   * @param store all pictures
   * @param rows those that are examples here, in order
   * @param target what the store's labels mean
   * @param framing which part of a picture is shown
   * @param normalization how bytes become numbers
   */
  public ImageExamples(
      ImageStore store, int[] rows, Target target, Framing framing, Normalization normalization) {
    this.store = store;
    this.rows = rows.clone();
    this.target = target;
    this.framing = framing;
    this.normalization = normalization;
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public FeatureShape.Image shape() {
    return new FeatureShape.Image(framing.height(), framing.width(), store.shape().channels());
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public void features(int index, float[] into, int offset) {
    write(rows[index], framing.centre(store.shape()), into, offset);
  }

  @Override
  public int views() {
    return framing.crops() * framing.crops();
  }

  @Override
  public void view(int index, int view, float[] into, int offset) {
    write(rows[index], framing.view(store.shape(), view), into, offset);
  }

  @Override
  public void varied(int index, long seed, float[] into, int offset) {
    if (!framing.distortion().isNone()) {
      byte[] part = distorted(rows[index], seed);
      normalization.apply(part, 0, framing.height() * framing.width(), into, offset);
    } else if (framing.varies()) {
      write(rows[index], framing.draw(store.shape(), seed), into, offset);
    } else {
      features(index, into, offset);
    }
  }

  @Override
  public void label(int index, float[] into, int offset) {
    int width = store.labelWidth();
    int from = rows[index] * width;
    if (target instanceof Target.Classes classes) {
      for (int i = 0; i < classes.width(); i++) {
        into[offset + i] = i == store.labels()[from] ? 1 : 0;
      }
    } else {
      for (int i = 0; i < width; i++) {
        into[offset + i] = store.labels()[from + i];
      }
    }
  }

  /** The stored picture, whole and not scaled; its label does not count. */
  @Override
  public long content(int index) {
    FeatureShape.Image shape = store.shape();
    return new Content()
        .add(shape.height())
        .add(shape.width())
        .add(store.pixels(), rows[index] * shape.size(), shape.size())
        .digest();
  }

  @Override
  public ImageExamples pick(int[] indexes) {
    int[] picked = Arrays.stream(indexes).map(index -> rows[index]).toArray();
    return new ImageExamples(store, picked, target, framing, normalization);
  }

  /** The store's label numbers of one example: the class, or length class and digits. */
  public int[] labelNumbers(int index) {
    int width = store.labelWidth();
    int from = rows[index] * width;
    return Arrays.copyOfRange(store.labels(), from, from + width);
  }

  /** The bytes of one example as evaluation sees it, channels first, not normalized. */
  public byte[] pixels(int index) {
    return part(rows[index], framing.centre(store.shape()));
  }

  private byte[] distorted(int row, long seed) {
    FeatureShape.Image stored = store.shape();
    return framing
        .distortion()
        .draw(
            store.pixels(),
            row * stored.size(),
            stored,
            framing.draw(stored, seed),
            shape(),
            new SplittableRandom(Seeds.of(seed, DISTORTION_STREAM)));
  }

  private void write(int row, Window window, float[] into, int offset) {
    int plane = framing.height() * framing.width();
    if (framing.isWhole(store.shape()) && window.equals(framing.centre(store.shape()))) {
      normalization.apply(store.pixels(), row * store.shape().size(), plane, into, offset);
    } else {
      normalization.apply(part(row, window), 0, plane, into, offset);
    }
  }

  private byte[] part(int row, Window window) {
    FeatureShape.Image stored = store.shape();
    int height = framing.height();
    int width = framing.width();
    byte[] part = new byte[stored.channels() * height * width];
    int to = 0;
    for (int c = 0; c < stored.channels(); c++) {
      int channel = row * stored.size() + c * stored.height() * stored.width();
      for (int y = 0; y < height; y++) {
        int line = channel + clamp(window.top() + y, stored.height()) * stored.width();
        row(line, window, part, to);
        to += width;
      }
    }
    return part;
  }

  /** One line of a part; beyond its ends the stored line repeats its first and last pixel. */
  private void row(int line, Window window, byte[] part, int to) {
    byte[] pixels = store.pixels();
    int width = framing.width();
    int last = store.shape().width() - 1;
    int before = Math.min(width, Math.max(0, -window.left()));
    int inside = Math.max(0, Math.min(width, last + 1 - window.left()) - before);
    Arrays.fill(part, to, to + before, pixels[line]);
    if (inside > 0) { // else the whole window lies beyond one end
      System.arraycopy(pixels, line + window.left() + before, part, to + before, inside);
    }
    Arrays.fill(part, to + before + inside, to + width, pixels[line + last]);
    if (window.mirrored()) {
      for (int i = to, j = to + width - 1; i < j; i++, j--) {
        byte swap = part[i];
        part[i] = part[j];
        part[j] = swap;
      }
    }
  }

  private static int clamp(int position, int length) {
    return Math.max(0, Math.min(length - 1, position));
  }
}
