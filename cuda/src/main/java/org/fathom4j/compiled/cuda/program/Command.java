package org.fathom4j.compiled.cuda.program;

import java.util.List;
import org.fathom4j.compiled.cuda.device.Argument;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Kernel;
import org.fathom4j.compiled.cuda.device.Work;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.Tensor;

/** One thing that a program does. */
sealed interface Command {
  /** Where nobody counts bytes. */
  long UNKNOWN = -1;

  /** What it is, for people. */
  String name();

  /** What is queued on the device, and may be recorded. */
  sealed interface Queued extends Command {
    void queue(Device device);
  }

  /**
   * A kernel of our own.
   *
   * @param bytes that it reads and writes, if it reads none twice, or {@link #UNKNOWN}
   */
  record Launch(String layer, Kernel kernel, int groups, List<Argument> arguments, long bytes)
      implements Queued {
    @Override
    public String name() {
      String name = layer + ": " + kernel.name();
      return bytes == UNKNOWN ? name : "%s, %d bytes".formatted(name, bytes);
    }

    @Override
    public void queue(Device device) {
      device.launch(kernel, groups, arguments);
    }
  }

  /** A library's routine. */
  record Prepared(String layer, Work work) implements Queued {
    @Override
    public String name() {
      return layer + ": " + work.describe();
    }

    @Override
    public void queue(Device device) {
      work.queue();
    }
  }

  /** A step in Java, between a download and an upload. */
  record Host(String layer, HostOperation operation, List<Tensor> reads, List<Tensor> writes)
      implements Command {
    @Override
    public String name() {
      return "%s: %s in Java, after a download of %s, before an upload of %s"
          .formatted(layer, operation.describe(), reads, writes);
    }
  }
}
