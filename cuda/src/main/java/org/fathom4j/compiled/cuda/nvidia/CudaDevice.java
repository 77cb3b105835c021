package org.fathom4j.compiled.cuda.nvidia;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.cuda.device.Argument;
import org.fathom4j.compiled.cuda.device.ConvolutionProduct;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Dialect;
import org.fathom4j.compiled.cuda.device.Kernel;
import org.fathom4j.compiled.cuda.device.Kernels;
import org.fathom4j.compiled.cuda.device.MatrixProduct;
import org.fathom4j.compiled.cuda.device.Memory;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.device.Recording;
import org.fathom4j.compiled.cuda.device.Work;

/** An NVIDIA card. */
public final class CudaDevice implements Device {
  private final Driver driver;
  private final Toolbox tools;
  private final Staging staging;
  private final Workspace workspaces;
  private final Rehearsal rehearsal;

  /**
   * What a card is used with.
   *
   * @param name of the card and of the libraries
   * @param instructions of the card
   * @param compiler for it
   * @param products of matrices on it
   * @param convolutions on it
   * @param timed how many ways to do a product are compared by their time; 1 takes the first
   */
  record Toolbox(
      String name,
      String instructions,
      Compiler compiler,
      Routines<MatrixProduct> products,
      Routines<ConvolutionProduct> convolutions,
      int timed) {}

  CudaDevice(Driver driver, Toolbox tools) {
    this.driver = driver;
    this.tools = tools;
    this.staging = new Staging(driver);
    this.workspaces = new Workspace(driver);
    this.rehearsal = new Rehearsal(driver, workspaces, tools.timed);
  }

  /**
   * The first card that a process may use ({@code CUDA_VISIBLE_DEVICES}), with the settings of the
   * system's properties.
   *
   * @throws BackendException saying what is missing and how to get it
   */
  public static CudaDevice open() {
    return Opening.open(CudaSettings.ofSystem());
  }

  @Override
  public String name() {
    return tools.name;
  }

  @Override
  public String instructions() {
    return tools.instructions;
  }

  @Override
  public Memory allocate(long bytes) {
    driver.enter();
    long address = driver.allocate(Math.max(bytes, 1));
    return new Block(
        address,
        bytes,
        () -> {
          driver.enter();
          driver.free(address);
        });
  }

  @Override
  public void copyIn(FloatBuffer from, Place to) {
    driver.enter();
    staging.copyIn(from, Block.address(to));
  }

  @Override
  public void copyOut(Place from, FloatBuffer to) {
    driver.enter();
    staging.copyOut(Block.address(from), to);
  }

  @Override
  public Kernels build(String source) {
    byte[] code = tools.compiler.compile(Dialect.CUDA.words() + source);
    driver.enter();
    return new Built(driver, driver.load(code));
  }

  private record Built(Driver driver, long code) implements Kernels {
    @Override
    public Kernel kernel(String name) {
      return new BuiltKernel(name, driver.kernel(code, name));
    }

    @Override
    public void close() {
      driver.enter();
      driver.unload(code);
    }
  }

  private record BuiltKernel(String name, long handle) implements Kernel {}

  @Override
  public void launch(Kernel kernel, int groups, List<Argument> arguments) {
    driver.enter();
    driver.launch(((BuiltKernel) kernel).handle, groups, GROUP, arguments);
  }

  @Override
  public Optional<Work> prepare(MatrixProduct product) {
    return prepare(tools.products, product);
  }

  @Override
  public Optional<Work> prepare(ConvolutionProduct product) {
    return prepare(tools.convolutions, product);
  }

  /** What a library refuses is left to a plain kernel. */
  private <T> Optional<Work> prepare(Routines<T> library, T asked) {
    driver.enter();
    List<Routines.Operand> operands = library.operands(asked);
    try (Ways ways = library.ways(asked)) {
      return rehearsal.best(ways, operands).map(way -> work(way, operands));
    } catch (BackendException refused) {
      return Optional.empty();
    }
  }

  private Work work(Routine way, List<Routines.Operand> operands) {
    return new PreparedWork(way, operands, workspaces.share(way.workspace()));
  }

  private record PreparedWork(
      Routine way, List<Routines.Operand> operands, Workspace.Share workspace) implements Work {
    @Override
    public void queue() {
      long[] addresses = operands.stream().mapToLong(Routines.Operand::address).toArray();
      way.queue(addresses, workspace.address());
    }

    @Override
    public String describe() {
      return way.describe();
    }

    @Override
    public void close() {
      way.close();
      workspace.close();
    }
  }

  @Override
  public Recording record(Runnable launches) {
    driver.enter();
    driver.beginCapture();
    try {
      launches.run();
    } catch (RuntimeException broken) {
      abandon(broken);
      throw broken;
    }
    return new Captured(driver, driver.endCapture());
  }

  /** A capture is ended in any case, or nothing else could be queued. */
  private void abandon(RuntimeException broken) {
    try {
      driver.discard(driver.endCapture());
    } catch (BackendException invalid) {
      broken.addSuppressed(invalid);
    }
  }

  private record Captured(Driver driver, long recording) implements Recording {
    @Override
    public void play() {
      driver.enter();
      driver.play(recording);
    }

    @Override
    public void close() {
      driver.enter();
      driver.discard(recording);
    }
  }

  @Override
  public void close() {
    driver.enter();
    driver.await();
    staging.close();
    tools.products.close();
    tools.convolutions.close();
    driver.close();
  }
}
