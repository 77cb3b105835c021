package org.fathom4j.mlflow.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers updates in order on a thread of its own, so that nobody waits for a server.
 *
 * <ul>
 *   <li>no answer: everything is kept and tried again, with growing pauses
 *   <li>an error of the server: tried a few times, then left out
 *   <li>a refusal: left out
 *   <li>no way in: everything is left out from then on
 * </ul>
 *
 * <p>The first trouble is told at once, and at the end whether anything is missing for good.
 */
public final class Outbox {
  private static final long GLANCE_MILLIS = 100;

  private final BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
  private final Patience patience;
  private final Consumer<MlflowFailure> trouble;
  private final Supplier<Optional<Delivery>> later;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final Thread thread = new Thread(this::work, "mlflow");
  private volatile boolean off;
  private boolean troubled; // of the thread alone

  /**
   * Holds nothing yet; {@link #start} starts the thread.
   *
   * @param trouble is told of the first failure
   */
  public Outbox(Patience patience, Consumer<MlflowFailure> trouble) {
    this(patience, trouble, Optional::empty);
  }

  /**
   * As {@link #Outbox(Patience, Consumer)}.
   *
   * @param later is asked, on the thread, for what to send when nothing waits any more
   */
  public Outbox(
      Patience patience, Consumer<MlflowFailure> trouble, Supplier<Optional<Delivery>> later) {
    this.patience = patience;
    this.trouble = trouble;
    this.later = later;
  }

  /** Starts the thread. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Never waits, and has always room. */
  public void add(Delivery delivery) {
    pending.addAndGet(delivery.size());
    waiting.add(delivery);
  }

  /**
   * As {@link #add}, while no more wait than its patience allows.
   *
   * @return whether there was room; where not, the caller keeps it
   */
  public boolean offer(Delivery delivery) {
    boolean room = !off && waiting.size() < patience.updates();
    if (room) {
      add(delivery);
    }
    return room;
  }

  /**
   * Waits for what is under way, at most as long as its patience says.
   *
   * @return how many updates did not arrive
   */
  public int close() {
    closing.countDown();
    try {
      thread.join(patience.close().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    off = true;
    return lost.get() + pending.get();
  }

  private void work() {
    try {
      Delivery next = next();
      while (next != null) {
        if (off || !delivered(next)) {
          lost.addAndGet(next.size());
        }
        pending.addAndGet(-next.size());
        next = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Null once closed and empty. */
  private @Nullable Delivery next() throws InterruptedException {
    Delivery first = null;
    while (first == null) {
      boolean last = closing.getCount() == 0;
      first = waiting.poll();
      if (first == null) {
        first = late();
      }
      if (first == null && last) {
        return null;
      }
      if (first == null) {
        first = waiting.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    Delivery second = waiting.peek();
    while (second != null && first.with(second).isPresent()) {
      first = first.with(second).get();
      waiting.remove();
      second = waiting.peek();
    }
    return first;
  }

  private @Nullable Delivery late() {
    Delivery found = off ? null : later.get().orElse(null);
    if (found != null) {
      pending.addAndGet(found.size());
    }
    return found;
  }

  private boolean delivered(Delivery delivery) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      boolean last = closing.getCount() == 0;
      try {
        delivery.deliver();
        return true;
      } catch (MlflowFailure failure) {
        tell(failure);
        if (!again(failure, tries, last)) {
          return false;
        }
      }
      Duration pause = patience.pause(tries);
      boolean woken = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      if (woken && off) {
        return false;
      }
    }
  }

  private boolean again(MlflowFailure failure, int tries, boolean last) {
    return switch (failure.kind()) {
      case REFUSED, THERE_ALREADY -> false;
      case BUSY -> !last && tries < patience.busyTries();
      case UNREACHABLE -> {
        if (last) {
          off = true;
        }
        yield !last;
      }
      case SHUT_OUT -> {
        off = true;
        yield false;
      }
    };
  }

  /** After the end, failures come from closing itself. */
  private void tell(MlflowFailure failure) {
    if (!troubled && !off) {
      troubled = true;
      trouble.accept(failure);
    }
  }
}
