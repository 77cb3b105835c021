package org.fathom4j.compiled.onednn;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.PointerScope;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Deconvolution;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.Fill;
import org.fathom4j.compiled.graph.Fusion;
import org.fathom4j.compiled.graph.GradientBound;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GroupedDropout;
import org.fathom4j.compiled.graph.GroupedLoss;
import org.fathom4j.compiled.graph.GroupedProduct;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.LastRun;
import org.fathom4j.compiled.graph.Length;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Lookup;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.NonNegative;
import org.fathom4j.compiled.graph.NormLimit;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.Operation;
import org.fathom4j.compiled.graph.ParametricRelu;
import org.fathom4j.compiled.graph.Penalty;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Placement;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Recurrence;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.RowSums;
import org.fathom4j.compiled.graph.RunningStatistics;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.StepPooling;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Transposition;
import org.fathom4j.compiled.graph.UnitLength;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.Upsampling;
import org.fathom4j.compiled.graph.VarianceOfLogarithm;

/** Runs graphs on oneDNN's CPU engine; the library picks its kernels by the CPU at run time. */
public final class OneDnnBackend implements Backend {
  private static final Map<Class<? extends Operation>, Kernel<?>> KERNELS =
      Map.ofEntries(
          kernel(Convolution.class, Convolutions::assemble),
          kernel(Deconvolution.class, Deconvolutions::assemble),
          kernel(InnerProduct.class, InnerProducts::assemble),
          kernel(Activation.class, Eltwise::assemble),
          kernel(Pooling.class, Poolings::assemble),
          kernel(Dropout.class, Dropouts::assemble),
          kernel(PieceMaximum.class, PieceMaxima::assemble),
          kernel(ParametricRelu.class, ParametricRelus::assemble),
          kernel(Normalization.class, Normalizations::assemble),
          kernel(LocalResponse.class, Normalizations::assemble),
          kernel(Arithmetic.class, Arithmetics::assemble),
          kernel(RowSums.class, Sums::assemble),
          kernel(Loss.class, Losses::assemble),
          kernel(
              GroupedProduct.class,
              (step, product, program) -> Products.assemble(step, product.groups(), program)),
          kernel(GroupedDropout.class, GroupDropouts::assemble),
          kernel(
              GroupedLoss.class,
              (step, loss, program) -> Losses.assemble(step, loss.loss(), program)),
          kernel(Update.class, LongUpdate::assemble),
          kernel(NormLimit.class, Constraints::assemble),
          kernel(NonNegative.class, Constraints::assemble),
          kernel(Penalty.class, Penalties::assemble),
          kernel(GradientBound.class, GradientBounds::assemble),
          kernel(RunningStatistics.class, Statistics::assemble),
          kernel(VarianceOfLogarithm.class, Statistics::assemble),
          kernel(Fill.class, Statistics::assemble),
          kernel(Sum.class, Combinations::sum),
          kernel(Product.class, Combinations::product),
          kernel(Concatenation.class, Combinations::concatenate),
          kernel(Excerpt.class, Parts::excerpt),
          kernel(Placement.class, Parts::place),
          kernel(Lookup.class, Lookups::assemble),
          kernel(Recurrence.class, Recurrences::assemble),
          kernel(LastRun.class, MaskedSteps::lastRun),
          kernel(StepPooling.class, MaskedSteps::pool),
          kernel(Transposition.class, Parts::transpose),
          kernel(Upsampling.class, Parts::upsample),
          kernel(Length.class, Lengths::length),
          kernel(UnitLength.class, Lengths::unit),
          kernel(Reshape.class, OneDnnBackend::reshape));

  /** Adds the primitives of a step. */
  @FunctionalInterface
  private interface Kernel<O extends Operation> {
    void assemble(Step step, O operation, Assembler program);
  }

  /** Instruction sets with products of bfloat16; the others turn them into single precision. */
  private static final Pattern BFLOAT16 = Pattern.compile("avx512_core_(bf16|fp16|amx.*)|avx10.*");

  private final engine cpu;
  private final stream queue;
  private final Precision precision;

  private static <O extends Operation> Map.Entry<Class<? extends Operation>, Kernel<?>> kernel(
      Class<O> operation, Kernel<O> kernel) {
    return Map.entry(operation, kernel);
  }

  private OneDnnBackend(engine cpu, stream queue, Precision precision) {
    this.cpu = cpu;
    this.queue = queue;
    this.precision = precision;
  }

  /** As {@link #open(Precision)}, of single precision. */
  public static OneDnnBackend open() {
    return open(Precision.FLOAT);
  }

  /**
   * Loads the library.
   *
   * @param precision of the products
   * @throws LinkageError where there is no build of it for this machine
   * @throws BackendException where there is one and it finds nothing to run on
   */
  @SuppressWarnings("try") // the scope frees what the library's calls leave behind
  public static OneDnnBackend open(Precision precision) {
    try (PointerScope scope = new PointerScope()) {
      engine cpu = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
      stream queue = new stream(cpu);
      cpu.retainReference();
      queue.retainReference();
      return new OneDnnBackend(cpu, queue, precision);
    } catch (RuntimeException refused) {
      throw translated("oneDNN finds no engine", refused);
    }
  }

  @Override
  public String instructions() {
    return dnnl.get_effective_cpu_isa().intern().name();
  }

  @Override
  public String name() {
    dnnl_version_t version = dnnl.dnnl_version();
    return String.format(
        Locale.ROOT,
        "oneDNN %d.%d.%d%s",
        version.major(),
        version.minor(),
        version.patch(),
        precision == Precision.FLOAT ? "" : ", bf16");
  }

  @Override
  public boolean knows(Class<? extends Operation> operation) {
    return KERNELS.containsKey(operation);
  }

  @Override
  public Optional<String> obstacle(Precision wanted) {
    return wanted == Precision.FLOAT || BFLOAT16.matcher(instructions()).matches()
        ? Optional.empty()
        : Optional.of(
            "bfloat16 would only be emulated here: the kernels are for %s, and those from avx512_core_bf16 on compute with it"
                .formatted(instructions()));
  }

  @Override
  @SuppressWarnings("try") // the scope frees what the library's calls leave behind
  public Program compile(Graph whole, Vectors vectors) {
    Graph graph = Fusion.apply(whole, function -> true);
    try (PointerScope scope = new PointerScope()) {
      Assembler assembler = new Assembler(cpu, graph, precision);
      for (int i = 0; i < graph.steps().size(); i++) {
        Step step = graph.steps().get(i);
        assembler.enter(i);
        try {
          assemble(step, assembler);
        } catch (RuntimeException refused) {
          throw translated("oneDNN has no kernel here for " + step, refused);
        }
      }
      List<NativeTensor> outputs = assembler.outputs(graph.outputs());
      return OneDnnProgram.bind(assembler, outputs, queue, vectors);
    }
  }

  /** What the C++ library throws arrives as a plain RuntimeException; all else is passed on. */
  private static RuntimeException translated(String what, RuntimeException refused) {
    return refused.getClass() == RuntimeException.class
        ? new BackendException(what, refused)
        : refused;
  }

  /** Adds the kernel of a step. */
  @SuppressWarnings("unchecked") // Each class stands beside the kernel of its own.
  static void assemble(Step step, Assembler program) {
    Operation operation = step.operation();
    if (operation instanceof HostOperation host) {
      program.host(step, host);
    } else {
      Kernel<?> kernel = KERNELS.get(operation.getClass());
      if (kernel == null) {
        throw new IllegalArgumentException("no kernel for " + operation.describe());
      }
      ((Kernel<Operation>) kernel).assemble(step, operation, program);
    }
  }

  private static void reshape(Step step, Reshape reshape, Assembler program) {
    program.view(step.write(0), program.read(step.read(0), Layouts.plain(step.read(0).shape())));
  }

  @Override
  public void close() {
    queue.releaseReference();
    cpu.releaseReference();
  }
}
