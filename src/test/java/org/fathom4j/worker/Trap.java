package org.fathom4j.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** What happens to a process in the steps of the second epoch, once for each word. */
public final class Trap implements IDropout {
  private static final long serialVersionUID = 1L;

  private final String springs;
  private final String folder;

  /** One that does what these words say, in turn, and notes each in the folder before. */
  public Trap(@JsonProperty("springs") String springs, @JsonProperty("folder") String folder) {
    this.springs = springs;
    this.folder = folder;
  }

  /** In the order in which it happens. */
  public String getSprings() {
    return springs;
  }

  /** Where it is noted. */
  public String getFolder() {
    return folder;
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    if (epoch == 1) {
      spring();
    }
    return result == input ? input : result.assign(input);
  }

  private void spring() {
    for (String next : springs.split(" ", -1)) {
      if (isNew(next)) {
        happen(next);
        return;
      }
    }
  }

  private boolean isNew(String word) {
    try {
      Files.createFile(Path.of(folder, word));
      return true;
    } catch (FileAlreadyExistsException done) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void happen(String word) {
    switch (word) {
      case "print" -> print();
      case "abort" -> Pointer.memset(new Nowhere(), 0, 1);
      case "heap" -> fillHeap();
      case "arrays" -> new FloatPointer(1L << 40).put(0, 1);
      default -> hang();
    }
  }

  /** Past Java's own stream, as a native library does. */
  private static void print() {
    System.out.println("a line that is no event");
    try {
      new FileOutputStream(FileDescriptor.out)
          .write("{\"paused\": ".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fillHeap() {
    byte[][] all = new byte[1 << 20][];
    for (int i = 0; i < all.length; i++) {
      all[i] = new byte[1 << 24];
    }
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where no process may write. */
  private static final class Nowhere extends Pointer {
    Nowhere() {
      address = Long.BYTES;
    }
  }

  @Override
  public INDArray backprop(INDArray gradient, INDArray result, int iteration, int epoch) {
    return result == gradient ? gradient : result.assign(gradient);
  }

  @Override
  public void clear() {
    // Keeps nothing.
  }

  @Override
  public IDropout clone() {
    return new Trap(springs, folder);
  }
}
