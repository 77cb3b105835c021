package org.fathom4j.compiled.onednn;

import java.util.Locale;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.PointerScope;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.Operation;
import org.fathom4j.compiled.graph.ParametricRelu;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.RowSums;
import org.fathom4j.compiled.graph.Step;

/** Runs graphs on oneDNN's CPU engine; the library picks its kernels by the CPU at run time. */
public final class OneDnnBackend implements Backend {
  private final engine cpu;
  private final stream queue;

  private OneDnnBackend(engine cpu, stream queue) {
    this.cpu = cpu;
    this.queue = queue;
  }

  /**
   * Loads the library.
   *
   * @throws LinkageError where there is no build of it for this machine
   * @throws BackendException where there is one and it finds nothing to run on
   */
  @SuppressWarnings("try") // the scope frees what the library's calls leave behind
  public static OneDnnBackend open() {
    try (PointerScope scope = new PointerScope()) {
      engine cpu = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
      stream queue = new stream(cpu);
      cpu.retainReference();
      queue.retainReference();
      return new OneDnnBackend(cpu, queue);
    } catch (RuntimeException refused) {
      throw translated("oneDNN finds no engine", refused);
    }
  }

  /**
   * The instruction set that its kernels use on this CPU, such as {@code avx512_core}; empty where
   * the library does not load. Another one gives losses that differ in their last digits.
   */
  public static String instructions() {
    try {
      return dnnl.get_effective_cpu_isa().intern().name();
    } catch (LinkageError unloadable) {
      return "";
    }
  }

  @Override
  public String name() {
    dnnl_version_t version = dnnl.dnnl_version();
    return String.format(
        Locale.ROOT, "oneDNN %d.%d.%d", version.major(), version.minor(), version.patch());
  }

  @Override
  public Optional<String> obstacle(Step step) {
    return Optional.empty();
  }

  @Override
  @SuppressWarnings("try") // the scope frees what the library's calls leave behind
  public Program compile(Graph graph, Vectors vectors) {
    try (PointerScope scope = new PointerScope()) {
      Assembler assembler = new Assembler(cpu, graph);
      for (Step step : graph.steps()) {
        try {
          assemble(step, assembler);
        } catch (RuntimeException refused) {
          throw translated("oneDNN has no kernel here for " + step, refused);
        }
      }
      NativeTensor output = assembler.output(graph.output());
      return OneDnnProgram.bind(assembler, output, queue, vectors);
    }
  }

  /** What the C++ library throws arrives as a plain RuntimeException; all else is passed on. */
  private static RuntimeException translated(String what, RuntimeException refused) {
    return refused.getClass() == RuntimeException.class
        ? new BackendException(what, refused)
        : refused;
  }

  private static void assemble(Step step, Assembler program) {
    Operation operation = step.operation();
    if (operation instanceof Convolution convolution) {
      Convolutions.assemble(step, convolution, program);
    } else if (operation instanceof InnerProduct) {
      InnerProducts.assemble(step, program);
    } else if (operation instanceof Activation activation) {
      Eltwise.assemble(step, activation, program);
    } else if (operation instanceof Pooling pooling) {
      Poolings.assemble(step, pooling, program);
    } else if (operation instanceof Dropout dropout) {
      Dropouts.assemble(step, dropout, program);
    } else if (operation instanceof PieceMaximum maximum) {
      PieceMaxima.assemble(step, maximum, program);
    } else if (operation instanceof ParametricRelu) {
      ParametricRelus.assemble(step, program);
    } else if (operation instanceof Normalization normalization) {
      Normalizations.assemble(step, normalization, program);
    } else if (operation instanceof LocalResponse response) {
      Normalizations.assemble(step, response, program);
    } else if (operation instanceof Arithmetic arithmetic) {
      Arithmetics.assemble(step, arithmetic, program);
    } else if (operation instanceof RowSums) {
      Sums.assemble(step, program);
    } else if (operation instanceof Reshape) {
      program.view(step.write(0), program.read(step.read(0), Layouts.plain(step.read(0).shape())));
    } else if (operation instanceof HostOperation host) {
      program.host(step, host);
    }
  }

  @Override
  public void close() {
    queue.releaseReference();
    cpu.releaseReference();
  }
}
