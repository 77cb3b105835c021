package org.fathom4j.compiled.onednn;

import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.fathom4j.compiled.backend.DropoutMask;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;

/** One thing that a program does. */
sealed interface Command {

  /** Does it; the result is what it adds to the score. */
  double run(stream queue, Batch batch);

  /** What it does, for people. */
  String name();

  /** A primitive with its arguments. */
  record Kernel(String name, primitive kernel, IntMemoryMap arguments) implements Command {
    @Override
    public double run(stream queue, Batch batch) {
      kernel.execute(queue, arguments);
      return 0;
    }
  }

  /** A step in Java; the kernels before it must be done. */
  record Host(String name, HostOperation operation, List<HostTensor> reads, List<HostTensor> writes)
      implements Command {
    @Override
    public double run(stream queue, Batch batch) {
      queue._wait();
      return operation.run(reads, writes, batch);
    }
  }

  /**
   * A kernel in Java; the kernels before it must be done.
   *
   * @param waits whether there are any that may not be
   */
  record InJava(
      String name,
      JavaKernel kernel,
      List<HostTensor> reads,
      List<HostTensor> writes,
      boolean waits)
      implements Command {
    @Override
    public double run(stream queue, Batch batch) {
      if (waits) {
        queue._wait();
      }
      kernel.run(reads, writes, batch);
      return 0;
    }
  }

  /** Sets a place to 0; the kernels before it must be done. */
  record Zero(String name, memory cells) implements Command {
    @Override
    public double run(stream queue, Batch batch) {
      queue._wait();
      Pointer.memset(cells.get_data_handle(), 0, cells.get_desc().get_size());
      return 0;
    }
  }

  /** Sets a number that the next kernel multiplies by. */
  record Factor(String name, Arithmetic.Factor factor, NativeTensor cell) implements Command {
    @Override
    public double run(stream queue, Batch batch) {
      cell.buffer().put(0, (float) factor.at(batch));
      return 0;
    }
  }

  /** Draws the mask of a dropout step. */
  record Mask(String name, DropoutMask mask) implements Command {
    @Override
    public double run(stream queue, Batch batch) {
      mask.draw(batch.iteration(), batch.epoch());
      return 0;
    }
  }
}
