package org.fathom4j.compiled.onednn;

import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.fathom4j.compiled.backend.DropoutMask;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;

/** One thing that a program does. */
sealed interface Command {

  /** Does it; the result is what it adds to the score. */
  double run(dnnl_stream queue, Batch batch);

  /** What it does, for people. */
  String name();

  /**
   * A primitive with its arguments, called as C does: C++ copies them in each call, which costs
   * small networks more than what they compute.
   */
  record Kernel(String name, dnnl_primitive kernel, int count, dnnl_exec_arg_t arguments)
      implements Command {
    @Override
    public double run(dnnl_stream queue, Batch batch) {
      int status = dnnl.dnnl_primitive_execute(kernel, queue, count, arguments);
      if (status != dnnl.dnnl_success) {
        throw new IllegalStateException("oneDNN failed (%d) at %s".formatted(status, name));
      }
      return 0;
    }
  }

  /** A step in Java; the kernels before it must be done. */
  record Host(String name, HostOperation operation, List<HostTensor> reads, List<HostTensor> writes)
      implements Command {
    @Override
    public double run(dnnl_stream queue, Batch batch) {
      dnnl.dnnl_stream_wait(queue);
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
      FactorTable factors,
      boolean waits)
      implements Command {
    @Override
    public double run(dnnl_stream queue, Batch batch) {
      if (waits) {
        dnnl.dnnl_stream_wait(queue);
      }
      kernel.run(reads, writes, factors);
      return 0;
    }
  }

  /** Sets a place to 0; the kernels before it must be done. */
  record Zero(String name, memory cells) implements Command {
    @Override
    public double run(dnnl_stream queue, Batch batch) {
      dnnl.dnnl_stream_wait(queue);
      Pointer.memset(cells.get_data_handle(), 0, cells.get_desc().get_size());
      return 0;
    }
  }

  /** Sets a number that the next kernel multiplies by. */
  record Factor(String name, FactorTable factors, int number, NativeTensor cell)
      implements Command {
    @Override
    public double run(dnnl_stream queue, Batch batch) {
      cell.buffer().put(0, (float) factors.value(number));
      return 0;
    }
  }

  /** Draws the mask of a dropout step. */
  record Mask(String name, DropoutMask mask) implements Command {
    @Override
    public double run(dnnl_stream queue, Batch batch) {
      mask.draw(batch.iteration(), batch.epoch());
      return 0;
    }
  }
}
