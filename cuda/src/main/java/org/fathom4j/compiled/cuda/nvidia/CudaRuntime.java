package org.fathom4j.compiled.cuda.nvidia;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.fathom4j.compiled.cuda.device.Argument;
import org.fathom4j.compiled.cuda.device.Place;

/** CUDA's runtime, and its driver where the runtime does not reach: one card, one stream. */
final class CudaRuntime implements Driver {
  /** A kernel takes at most this many arguments. */
  private static final int ARGUMENTS = 64;

  private final int card;
  private final CUstream_st stream;
  private final BytePointer values = new BytePointer((long) ARGUMENTS * Long.BYTES);
  private final PointerPointer<Pointer> arguments = new PointerPointer<>(ARGUMENTS);

  /** Opens a stream on a card. */
  CudaRuntime(int card) {
    this.card = card;
    enter();
    this.stream = new CUstream_st();
    Answers.ofRuntime(
        cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking),
        "CUDA opens no stream");
    for (int i = 0; i < ARGUMENTS; i++) {
      arguments.put(i, new Handle(values.address() + (long) i * Long.BYTES));
    }
  }

  /** What everything is queued to. */
  CUstream_st stream() {
    return stream;
  }

  @Override
  public void enter() {
    Answers.ofRuntime(cudart.cudaSetDevice(card), "CUDA does not enter card " + card);
  }

  @Override
  public long allocate(long bytes) {
    try (Pointer memory = new Pointer()) {
      Answers.ofRuntime(
          cudart.cudaMalloc(memory, bytes),
          "CUDA has no %,d bytes on card %d".formatted(bytes, card));
      return memory.address();
    }
  }

  @Override
  public void free(long address) {
    await();
    Answers.ofRuntime(cudart.cudaFree(new Handle(address)), "CUDA frees no memory");
  }

  @Override
  public ByteBuffer pin(int bytes) {
    BytePointer memory = new BytePointer();
    Answers.ofRuntime(
        cudart.cudaMallocHost(memory, bytes), "CUDA pins no %,d bytes".formatted(bytes));
    return memory.capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  public void unpin(ByteBuffer memory) {
    Answers.ofRuntime(cudart.cudaFreeHost(new Pointer(memory)), "CUDA unpins no memory");
  }

  @Override
  public void copyIn(ByteBuffer pinned, int from, long to, int bytes) {
    long source = new BytePointer(pinned).address() + from;
    copy(to, source, bytes, cudart.cudaMemcpyHostToDevice);
  }

  @Override
  public void copyOut(long from, ByteBuffer pinned, int bytes) {
    copy(new BytePointer(pinned).address(), from, bytes, cudart.cudaMemcpyDeviceToHost);
  }

  private void copy(long to, long from, int bytes, int kind) {
    Answers.ofRuntime(
        cudart.cudaMemcpyAsync(new Handle(to), new Handle(from), bytes, kind, stream),
        "CUDA copies no %,d bytes".formatted(bytes));
  }

  @Override
  public void await() {
    Answers.ofRuntime(cudart.cudaStreamSynchronize(stream), "CUDA failed at what was queued");
  }

  @Override
  public long newMark() {
    CUevent_st mark = new CUevent_st();
    Answers.ofRuntime(cudart.cudaEventCreate(mark), "CUDA makes no event");
    return mark.address();
  }

  @Override
  public void mark(long mark) {
    Answers.ofRuntime(cudart.cudaEventRecord(event(mark), stream), "CUDA records no event");
  }

  @Override
  public void await(long mark) {
    Answers.ofRuntime(cudart.cudaEventSynchronize(event(mark)), "CUDA failed at what was queued");
  }

  @Override
  public float between(long first, long last) {
    float[] time = new float[1];
    Answers.ofRuntime(
        cudart.cudaEventElapsedTime(time, event(first), event(last)), "CUDA tells no time");
    return time[0];
  }

  @Override
  public void forget(long mark) {
    Answers.ofRuntime(cudart.cudaEventDestroy(event(mark)), "CUDA gives no event back");
  }

  private static CUevent_st event(long mark) {
    return new CUevent_st(new Handle(mark));
  }

  @Override
  public long load(byte[] code) {
    CUmod_st module = new CUmod_st();
    try (BytePointer bytes = new BytePointer(code.length + 1L)) {
      bytes.put(code, 0, code.length).put(code.length, (byte) 0);
      Answers.ofDriver(cudart.cuModuleLoadData(module, bytes), "the driver takes no kernels");
    }
    return module.address();
  }

  @Override
  public long kernel(long code, String name) {
    CUfunc_st function = new CUfunc_st();
    int answer = cudart.cuModuleGetFunction(function, new CUmod_st(new Handle(code)), name);
    if (answer == cudart.CUDA_ERROR_NOT_FOUND) {
      throw new IllegalArgumentException("there is no kernel " + name);
    }
    Answers.ofDriver(answer, "the driver finds no kernel " + name);
    return function.address();
  }

  @Override
  public void unload(long code) {
    await();
    Answers.ofDriver(
        cudart.cuModuleUnload(new CUmod_st(new Handle(code))), "the driver gives no kernels back");
  }

  @Override
  public synchronized void launch(long kernel, int groups, int members, List<Argument> given) {
    if (given.size() > ARGUMENTS) {
      throw new IllegalArgumentException(
          "a kernel takes at most %d arguments".formatted(ARGUMENTS));
    }
    for (int i = 0; i < given.size(); i++) {
      put((long) i * Long.BYTES, given.get(i));
    }
    Answers.ofDriver(
        cudart.cuLaunchKernel(
            new CUfunc_st(new Handle(kernel)),
            groups,
            1,
            1,
            members,
            1,
            1,
            0,
            stream,
            arguments,
            (PointerPointer<?>) null),
        "the driver launches no kernel");
  }

  private void put(long offset, Argument argument) {
    if (argument instanceof Argument.Whole whole) {
      values.putInt(offset, whole.value());
    } else if (argument instanceof Argument.Real real) {
      values.putFloat(offset, real.value());
    } else {
      values.putLong(offset, Block.address((Place) argument));
    }
  }

  /**
   * Relaxed, as libraries may load a kernel at its first use, which a capture by the strict rules
   * does not survive.
   */
  @Override
  public void beginCapture() {
    Answers.ofRuntime(
        cudart.cudaStreamBeginCapture(stream, cudart.cudaStreamCaptureModeRelaxed),
        "CUDA records nothing");
  }

  @Override
  public long endCapture() {
    CUgraph_st graph = new CUgraph_st();
    Answers.ofRuntime(cudart.cudaStreamEndCapture(stream, graph), "CUDA recorded nothing");
    try {
      CUgraphExec_st recording = new CUgraphExec_st();
      Answers.ofRuntime(
          cudart.cudaGraphInstantiate(recording, graph), "CUDA cannot play what it recorded");
      return recording.address();
    } finally {
      cudart.cudaGraphDestroy(graph);
    }
  }

  @Override
  public void play(long recording) {
    Answers.ofRuntime(
        cudart.cudaGraphLaunch(new CUgraphExec_st(new Handle(recording)), stream),
        "CUDA plays no recording");
  }

  @Override
  public void discard(long recording) {
    await();
    Answers.ofRuntime(
        cudart.cudaGraphExecDestroy(new CUgraphExec_st(new Handle(recording))),
        "CUDA gives no recording back");
  }

  @Override
  public void close() {
    enter();
    Answers.ofRuntime(cudart.cudaStreamDestroy(stream), "CUDA closes no stream");
    values.close();
    arguments.close();
  }
}
