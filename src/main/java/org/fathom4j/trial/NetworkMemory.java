package org.fathom4j.trial;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gives back what networks hold outside of Java's heap. As the network's own {@code close}, but
 * that one has the whole heap collected, twice: for a small network longer than its training takes,
 * and all other threads wait. Here it is collected once in ten seconds at most. Thread-safe.
 */
final class NetworkMemory {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

  private final AtomicLong collected = new AtomicLong(System.nanoTime());

  /** Ends a network; called by the thread that trained it. */
  void release(MultiLayerNetwork network) {
    close(network.params());
    close(network.getFlattenedGradients());
    Updater updater = network.getUpdater(false);
    if (updater != null) {
      close(updater.getStateViewArray());
    }
    for (MemoryWorkspace used : Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread()) {
      Nd4j.getWorkspaceManager().destroyWorkspace(used);
    }
    long now = System.nanoTime();
    long last = collected.get();
    if (now - last > PAUSE && collected.compareAndSet(last, now)) {
      System.gc();
    }
  }

  private static void close(@Nullable INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }
}
