package org.fathom4j.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.fathom4j.problem.ExperimentException;
import org.jspecify.annotations.Nullable;

/**
 * One pass over examples, in batches that a background thread assembles ahead from the moment it is
 * opened. The last batch may be short. What is read depends on the arguments alone, not on timing.
 *
 * <pre>{@code
 * try (Batches batches = Batches.of(split.train(), 128, seed, epoch)) {
 *   for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
 *     step(batch);
 *   }
 * }
 * }</pre>
 *
 * <p>For one consumer thread.
 */
public final class Batches implements AutoCloseable {
  /**
   * One buffer with the consumer, the others ready or being filled: so many, because a step that
   * uses every core lets the background thread run only now and then.
   */
  private static final int BUFFERS = 8;

  /** A pass of no more numbers than this is assembled without a stop. */
  private static final int SMALL = 1 << 18;

  private static final Batch END =
      new Batch(
          new float[0], new float[0], 0, new FeatureShape.Vector(0), new Target.Classes(List.of()));

  private final Pass pass;
  private final BlockingQueue<Batch> free = new LinkedBlockingQueue<>();
  private final BlockingQueue<Batch> ready = new LinkedBlockingQueue<>();
  private final FutureTask<Void> production;
  private final Thread producer;
  private @Nullable Batch current;
  private boolean ended;

  private Batches(Pass pass) {
    this.pass = pass;
    Examples examples = pass.examples;
    boolean small = pass.numbers() <= SMALL;
    for (int i = 0; i < (small ? pass.batches() : Math.min(BUFFERS, pass.batches())); i++) {
      free.add(
          new Batch(
              new float[Math.multiplyExact(pass.batch, examples.shape().size())],
              new float[Math.multiplyExact(pass.batch, examples.target().width())],
              0,
              examples.shape(),
              examples.target()));
    }
    production =
        new FutureTask<>(this::produce, null) {
          @Override
          protected void done() {
            ready.add(END);
          }
        };
    producer = new Thread(production, "batches of " + examples.size());
    producer.setDaemon(true);
    if (small && !pass.vary) {
      production.run(); // Evaluation begins at once: waking a thread would cost more.
    } else {
      producer.start();
    }
  }

  /**
   * A pass for training: in an order drawn from (seed, epoch), each example varied by (seed, epoch,
   * index).
   *
   * @param batch examples per batch, at least 1
   */
  public static Batches of(Examples examples, int batch, long seed, int epoch) {
    long passSeed = Seeds.of(seed, epoch);
    return new Batches(
        new Pass(examples, batch, shuffled(examples.size(), passSeed), true, passSeed));
  }

  /**
   * A pass for evaluation: in the order of the index, without variation.
   *
   * @param batch examples per batch, at least 1
   */
  public static Batches ordered(Examples examples, int batch) {
    return new Batches(new Pass(examples, batch, identity(examples.size()), false, 0));
  }

  /**
   * The same of one of the views that a test looks at.
   *
   * @param batch examples per batch, at least 1
   * @param view from 0 to {@link Examples#views()}, exclusive
   */
  public static Batches view(Examples examples, int batch, int view) {
    return ordered(new OneView(examples, view), batch);
  }

  /** How many batches the whole pass has. */
  public int count() {
    return pass.batches();
  }

  /**
   * The next batch, or null after the last. It stays as it is until this method is called again.
   *
   * @throws ExperimentException if an example cannot be read
   */
  public @Nullable Batch next() {
    if (ended) {
      return null;
    }
    if (current != null) {
      free.add(current);
      current = null;
    }
    Batch batch = takeReady();
    if (batch.size() == 0) {
      ended = true;
      rethrowFailure();
      return null;
    }
    current = batch;
    return batch;
  }

  /** Stops the background thread, whether or not the pass has ended. */
  @Override
  public void close() {
    ended = true;
    production.cancel(true);
    boolean interrupted = false;
    while (producer.isAlive()) {
      try {
        producer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Batch takeReady() {
    try {
      return ready.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("interrupted while waiting for a batch");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  private void rethrowFailure() {
    try {
      production.get();
    } catch (ExecutionException e) {
      throw new ExperimentException(
          "An example could not be read: " + e.getCause(), e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void produce() {
    try {
      for (int b = 0; b < pass.batches(); b++) {
        ready.add(pass.fill(b, free.take()));
      }
    } catch (InterruptedException e) {
      // Closed before the end: nobody waits for the rest.
      Thread.currentThread().interrupt();
    }
  }

  private static int[] identity(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }

  /** Fisher-Yates. */
  static int[] shuffled(int size, long seed) {
    int[] order = identity(size);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  /** What is read, and in which order. */
  @SuppressWarnings("ArrayRecordComponent") // Private, compared by nobody.
  private record Pass(Examples examples, int batch, int[] order, boolean vary, long seed) {
    Pass {
      if (batch < 1) {
        throw new IllegalArgumentException("a batch has at least 1 example, got " + batch);
      }
      batch = Math.min(batch, Math.max(1, order.length)); // No array is longer than it must be.
    }

    int batches() {
      return (order.length + batch - 1) / batch;
    }

    long numbers() {
      return (long) batches() * batch * (examples.shape().size() + examples.target().width());
    }

    Batch fill(int number, Batch buffer) {
      int first = number * batch;
      int size = Math.min(batch, order.length - first);
      int features = examples.shape().size();
      int labels = examples.target().width();
      for (int i = 0; i < size; i++) {
        int index = order[first + i];
        if (vary) {
          examples.varied(index, Seeds.of(seed, index), buffer.features(), i * features);
        } else {
          examples.features(index, buffer.features(), i * features);
        }
        examples.label(index, buffer.labels(), i * labels);
      }
      return new Batch(buffer.features(), buffer.labels(), size, buffer.shape(), buffer.target());
    }
  }
}
