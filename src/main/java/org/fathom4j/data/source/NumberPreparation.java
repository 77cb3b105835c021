package org.fathom4j.data.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.format.DamagedFileException;
import org.fathom4j.data.format.DigitStruct;
import org.fathom4j.data.format.DigitStruct.Digit;
import org.fathom4j.data.image.ImageStore;
import org.fathom4j.data.image.Resize;
import org.fathom4j.data.picture.PictureFile;

/**
 * Prepares photos of house numbers as in arXiv 1312.6082, section 5.1: the smallest rectangle that
 * holds the boxes of all digits, enlarged by 30% in both directions, cut out (as far as the photo
 * goes) and resized to 64x64.
 */
final class NumberPreparation {
  static final FeatureShape.Image PREPARED = new FeatureShape.Image(64, 64, 3);
  private static final double ENLARGE = 1.3;
  private static final int IN_FLIGHT = 64;

  private final NumberPhotos photos;
  private final Map<String, Integer> rows = new HashMap<>();
  private final List<DigitStruct.Photo> annotations;
  private final byte[] pixels;
  private final int[] labels;

  private NumberPreparation(NumberPhotos photos, List<DigitStruct.Photo> annotations) {
    this.photos = photos;
    this.annotations = annotations;
    for (int i = 0; i < annotations.size(); i++) {
      rows.put(annotations.get(i).name(), i);
    }
    int width = Sequences.TARGET.width();
    this.pixels = new byte[ImageStore.bytes(annotations.size(), PREPARED)];
    this.labels = new int[annotations.size() * width];
    for (int i = 0; i < annotations.size(); i++) {
      int[] digits = annotations.get(i).digits().stream().mapToInt(Digit::value).toArray();
      Sequences.label(digits, labels, i * width);
    }
  }

  /** Prepares every photo, in the order of the annotation. */
  static ImageStore prepare(NumberPhotos photos) throws IOException {
    NumberPreparation preparation = new NumberPreparation(photos, photos.annotations());
    preparation.run();
    return new ImageStore(
        PREPARED, preparation.pixels, preparation.labels, Sequences.TARGET.width());
  }

  /** Files are read one after the other, and decoded side by side. */
  private void run() throws IOException {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> {
              Thread thread = new Thread(task, "decode");
              thread.setDaemon(true);
              return thread;
            });
    Semaphore room = new Semaphore(IN_FLIGHT);
    List<Future<?>> done = new ArrayList<>();
    BitSet there = new BitSet();
    try {
      photos.forEach(
          (name, bytes) -> {
            Integer row = rows.get(name);
            if (row != null) {
              there.set(row);
              room.acquireUninterruptibly();
              done.add(
                  workers.submit(
                      () -> {
                        try {
                          decode(row, bytes);
                        } finally {
                          room.release();
                        }
                        return row;
                      }));
            }
          });
      await(done);
    } finally {
      workers.shutdownNow();
    }
    if (there.cardinality() < annotations.size()) {
      throw new DamagedFileException(
          photos.path(),
          "%d photos are annotated, %d are there, %s is not"
              .formatted(
                  annotations.size(),
                  there.cardinality(),
                  annotations.get(there.nextClearBit(0)).name()));
    }
  }

  private static void await(List<Future<?>> done) throws IOException {
    for (Future<?> one : done) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IOException(e.getCause() == null ? "" : e.getCause().getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("preparing photos was interrupted", e);
      }
    }
  }

  private void decode(int row, byte[] file) throws IOException {
    DigitStruct.Photo photo = annotations.get(row);
    PictureFile picture = PictureFile.read(photos.path().resolve(photo.name()).toString(), file);
    FeatureShape.Image shape = new FeatureShape.Image(picture.height(), picture.width(), 3);
    byte[] cut = Resize.cut(picture.pixels(), shape, around(photo.digits(), shape), PREPARED);
    System.arraycopy(cut, 0, pixels, row * PREPARED.size(), cut.length);
  }

  /** The enlarged rectangle around all digits, within the photo. */
  static Resize.Part around(List<Digit> digits, FeatureShape.Image photo) {
    double left = digits.stream().mapToDouble(Digit::left).min().orElse(0);
    double top = digits.stream().mapToDouble(Digit::top).min().orElse(0);
    double right =
        digits.stream().mapToDouble(d -> d.left() + d.width()).max().orElse(photo.width());
    double bottom =
        digits.stream().mapToDouble(d -> d.top() + d.height()).max().orElse(photo.height());
    double marginX = (ENLARGE - 1) / 2 * (right - left);
    double marginY = (ENLARGE - 1) / 2 * (bottom - top);
    left = within(left - marginX, photo.width() - 1);
    top = within(top - marginY, photo.height() - 1);
    right = Math.max(left + 1, within(right + marginX, photo.width()));
    bottom = Math.max(top + 1, within(bottom + marginY, photo.height()));
    return new Resize.Part(left, top, right - left, bottom - top);
  }

  private static double within(double position, double length) {
    return Math.max(0, Math.min(length, position));
  }
}
