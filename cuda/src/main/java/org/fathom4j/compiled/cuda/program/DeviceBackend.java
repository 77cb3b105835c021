package org.fathom4j.compiled.cuda.program;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Residence;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Kernels;
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
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.InnerProduct;
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
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.RowSums;
import org.fathom4j.compiled.graph.RunningStatistics;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Transposition;
import org.fathom4j.compiled.graph.UnitLength;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.Upsampling;
import org.fathom4j.compiled.graph.VarianceOfLogarithm;
import org.jspecify.annotations.Nullable;

/** Runs graphs on a device, by kernels of our own and by what the device prepares. */
public final class DeviceBackend implements Backend {
  private static final Map<Class<? extends Operation>, Rule<?>> RULES =
      Map.ofEntries(
          rule(InnerProduct.class, Products::run),
          rule(Convolution.class, Convolutions::run),
          rule(Deconvolution.class, Convolutions::transposed),
          rule(Activation.class, Functions::run),
          rule(Pooling.class, Poolings::run),
          rule(PieceMaximum.class, Elements::maximum),
          rule(ParametricRelu.class, ParametricRelus::run),
          rule(Normalization.class, Normalizations::run),
          rule(LocalResponse.class, Normalizations::local),
          rule(Dropout.class, Elements::dropout),
          rule(Arithmetic.class, Elements::arithmetic),
          rule(Loss.class, Rows::loss),
          rule(Update.class, UpdateFormulas::run),
          rule(NormLimit.class, Parameters::norms),
          rule(NonNegative.class, Parameters::nonNegative),
          rule(Penalty.class, Parameters::penalty),
          rule(GradientBound.class, Parameters::bound),
          rule(RunningStatistics.class, Normalizations::running),
          rule(VarianceOfLogarithm.class, Normalizations::variance),
          rule(Fill.class, Elements::fill),
          rule(RowSums.class, Rows::sums),
          rule(Sum.class, Elements::sum),
          rule(Product.class, Elements::product),
          rule(Concatenation.class, Parts::concatenate),
          rule(Excerpt.class, Parts::excerpt),
          rule(Placement.class, Parts::place),
          rule(Lookup.class, Lookups::run),
          rule(Transposition.class, Parts::transpose),
          rule(Upsampling.class, Parts::upsample),
          rule(Length.class, Rows::length),
          rule(UnitLength.class, Rows::unit),
          rule(Reshape.class, Parts::reshape));

  private final Device device;
  private @Nullable Kernels kernels;

  /** Adds the commands of a step. */
  @FunctionalInterface
  private interface Rule<O extends Operation> {
    void run(O operation, Assembler program);
  }

  private static <O extends Operation> Map.Entry<Class<? extends Operation>, Rule<?>> rule(
      Class<O> operation, Rule<O> rule) {
    return Map.entry(operation, rule);
  }

  /** One on a device, which it closes in the end. */
  public DeviceBackend(Device device) {
    this.device = device;
  }

  /** Those of the device, built for the first program: whoever asks for a name waits for none. */
  private Kernels kernels() {
    if (kernels == null) {
      kernels = device.build(KernelSource.whole());
    }
    return kernels;
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public String instructions() {
    return device.instructions();
  }

  @Override
  public boolean knows(Class<? extends Operation> operation) {
    return RULES.containsKey(operation);
  }

  @Override
  public Optional<String> obstacle(Step step) {
    Optional<String> unknown = Backend.super.obstacle(step);
    boolean deep =
        Stream.concat(step.reads().stream(), step.writes().stream())
            .anyMatch(tensor -> tensor.shape().rank() > Parts.RANK);
    boolean flat = step.operation() instanceof Convolution || step.operation() instanceof Reshape;
    return unknown.isEmpty() && deep && !flat
        ? Optional.of(
            "%s has no kernel for %s of more than %d dimensions"
                .formatted(name(), step.operation().describe(), Parts.RANK))
        : unknown;
  }

  @Override
  public Optional<String> obstacle(Precision precision) {
    return precision == Precision.FLOAT
        ? Optional.empty()
        : Optional.of("%s computes products in single precision alone".formatted(name()));
  }

  @Override
  public Residence reside(FloatBuffer vector) {
    return new ResidentVector(device, vector);
  }

  @Override
  public Program compile(Graph whole, Vectors vectors) {
    Graph graph = Fusion.apply(whole, function -> true);
    Places places = new Places(device, graph, vectors);
    Assembler assembler = new Assembler(device, kernels(), places, graph.steps().get(0));
    if (places.scores() > 0) {
      Elements.fill(assembler, 0, places.scored(), places.scores());
    }
    for (Step step : graph.steps()) {
      assembler.enter(step);
      assemble(step, assembler);
    }
    return new DeviceProgram(device, places, assembler, graph.outputs());
  }

  @SuppressWarnings("unchecked") // Each class stands beside the rule of its own.
  private static void assemble(Step step, Assembler assembler) {
    Operation operation = step.operation();
    if (operation instanceof HostOperation host) {
      assembler.host(host);
      return;
    }
    Rule<?> rule = RULES.get(operation.getClass());
    if (rule == null) {
      throw new IllegalArgumentException("no kernel for " + operation.describe());
    }
    ((Rule<Operation>) rule).run(operation, assembler);
  }

  @Override
  public void close() {
    if (kernels != null) {
      kernels.close();
    }
    device.close();
  }
}
