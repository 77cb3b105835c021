package org.fathom4j.data.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a connection pushes into what a reader pulls, and too long a silence into an error.
 */
final class Arrivals implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final AtomicReference<Flow.@Nullable Subscription> connection = new AtomicReference<>();

  /**
   * Waits for the next bytes; empty after the last.
   *
   * @param stall the longest silence
   * @throws IOException if the connection broke or fell silent
   */
  List<ByteBuffer> next(Duration stall) throws IOException, InterruptedException {
    Signal signal = signals.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
    if (signal == null) {
      throw new IOException("no data for %.1f s".formatted(stall.toMillis() / 1e3));
    }
    if (signal.failure != null) {
      throw new IOException("the connection broke: " + signal.failure.getMessage(), signal.failure);
    }
    Flow.Subscription open = connection.get();
    if (open != null && !signal.buffers.isEmpty()) {
      open.request(1);
    }
    return signal.buffers;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    connection.set(subscription);
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Signal(buffers, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(List.of(), failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(List.of(), null));
  }

  @Override
  public void close() {
    Flow.Subscription open = connection.get();
    if (open != null) {
      open.cancel();
    }
  }

  private record Signal(List<ByteBuffer> buffers, @Nullable Throwable failure) {}
}
