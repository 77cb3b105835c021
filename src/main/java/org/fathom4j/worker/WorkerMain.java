package org.fathom4j.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.fathom4j.event.EventJson;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.tracking.local.RunFiles;
import org.fathom4j.trial.JobRunner;
import org.fathom4j.trial.TrialBinding;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A worker: trains the jobs that it is told on standard input, one after the other, and tells their
 * events. It ends at once when its input does, so it never outlives who started it.
 */
public final class WorkerMain {
  /** The first frame: orders are taken. */
  static final String READY = "ready";

  /** As Java itself ends under -XX:+ExitOnOutOfMemoryError. */
  static final int OUT_OF_MEMORY = 3;

  private static final int BROKEN = 1;

  private final BlockingQueue<Order.Train> jobs = new LinkedBlockingQueue<>();
  private final Semaphore heard = new Semaphore(0);
  private final StepPace pace = new StepPace();
  private final Frames.Out events;
  private volatile boolean stopped;

  private WorkerMain(Frames.Out events) {
    this.events = events;
  }

  /**
   * Works until the input ends.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    OutputStream out = eventsOut();
    new WorkerMain(new Frames.Out(out)).work();
  }

  private static OutputStream eventsOut() throws IOException {
    String file = System.getProperty(Launch.EVENTS, "");
    if (!file.isEmpty()) {
      return new FileOutputStream(file);
    }
    System.setOut(System.err);
    return new FileOutputStream(FileDescriptor.out);
  }

  private void work() throws IOException, InterruptedException {
    Thread listening = new Thread(this::listen, "orders");
    listening.setDaemon(true);
    listening.start();
    Nd4j.getBackend(); // its libraries are loaded before a job waits for them
    events.send(READY);
    Order.Train next = jobs.take();
    while (true) {
      next = workOn(next);
    }
  }

  /** Trains jobs of one run until there is one of another. */
  private Order.Train workOn(Order.Train first) throws InterruptedException {
    Setting setting = first.setting();
    try (JobRunner runner =
        new JobRunner(
            setting.threads(),
            new TrialBinding(setting.places()),
            new RunFiles(Path.of(setting.run())),
            setting.checkpoints(),
            () -> stopped,
            WorkerMain::outOfMemory)) {
      Order.Train train = first;
      while (train.setting().equals(setting)) {
        send(runner.run(train.job(), train.again(), this::tell));
        train = jobs.take();
      }
      return train;
    }
  }

  private void tell(SweepEvent event) {
    if (event instanceof Progress step) {
      if (pace.due(step, System.nanoTime())) {
        send(event);
      }
    } else {
      send(event);
      heard.acquireUninterruptibly();
    }
  }

  private void send(SweepEvent event) {
    try {
      events.send(EventJson.write(event));
    } catch (IOException gone) { // nobody hears
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  private void listen() {
    Frames.In in = new Frames.In(System.in);
    try {
      for (Optional<String> text = in.next(); text.isPresent(); text = in.next()) {
        obey(Order.fromJson(text.get()));
      }
      Runtime.getRuntime().halt(0);
    } catch (IOException | RuntimeException broken) { // no order can be trusted any more
      System.err.println("orders cannot be read: " + broken);
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  private void obey(Order order) {
    if (order instanceof Order.Train train) {
      stopped = false;
      jobs.add(train);
    } else if (order instanceof Order.Heard reply) {
      stopped |= reply.stop();
      heard.release();
    } else {
      stopped = true;
    }
  }

  /** Whatever it held is given back at once; the job is tried again in a new process. */
  private static void outOfMemory(OutOfMemoryError error) {
    System.err.println(error);
    Runtime.getRuntime().halt(OUT_OF_MEMORY);
  }
}
