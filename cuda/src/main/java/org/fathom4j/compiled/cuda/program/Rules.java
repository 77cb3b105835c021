package org.fathom4j.compiled.cuda.program;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Deconvolution;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.Fill;
import org.fathom4j.compiled.graph.GradientBound;
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
import org.fathom4j.compiled.graph.Pass;
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

/** How each operation is done. */
final class Rules {
  /** Those that are done element by element. */
  private static final Map<Class<? extends Operation>, Formula<?>> FORMULAS =
      Map.ofEntries(
          formula(Activation.class, Functions::calls),
          formula(Pooling.class, Poolings::calls),
          formula(PieceMaximum.class, Elements::maximum),
          formula(LocalResponse.class, Normalizations::local),
          formula(Dropout.class, Elements::dropout),
          formula(Arithmetic.class, Elements::arithmetic),
          formula(Update.class, UpdateFormulas::calls),
          formula(NonNegative.class, Elements::nonNegative),
          formula(RunningStatistics.class, Normalizations::running),
          formula(VarianceOfLogarithm.class, Normalizations::variance),
          formula(Fill.class, Elements::fill),
          formula(Sum.class, Elements::sum),
          formula(Product.class, Elements::product),
          formula(Excerpt.class, Parts::excerpt),
          formula(Transposition.class, Parts::transpose),
          formula(Upsampling.class, Parts::upsample),
          formula(Reshape.class, Parts::reshape));

  /** The others. */
  private static final Map<Class<? extends Operation>, Commands<?>> COMMANDS =
      Map.ofEntries(
          commands(InnerProduct.class, Products::run),
          commands(Convolution.class, Convolutions::run),
          commands(Deconvolution.class, Convolutions::transposed),
          commands(ParametricRelu.class, ParametricRelus::run),
          commands(Normalization.class, Normalizations::run),
          commands(Loss.class, Rows::loss),
          commands(NormLimit.class, Parameters::norms),
          commands(Penalty.class, Parameters::penalty),
          commands(GradientBound.class, Parameters::bound),
          commands(RowSums.class, Rows::sums),
          commands(Concatenation.class, Parts::concatenate),
          commands(Placement.class, Parts::place),
          commands(Lookup.class, Lookups::run),
          commands(Length.class, Rows::length),
          commands(UnitLength.class, Rows::unit));

  private Rules() {}

  /** The calls that a step is, and nothing else. */
  @FunctionalInterface
  private interface Formula<O extends Operation> {
    List<Call> calls(O operation, Step step);
  }

  /** Adds the commands of a step. */
  @FunctionalInterface
  private interface Commands<O extends Operation> {
    void run(O operation, Assembler program);
  }

  private static <O extends Operation> Map.Entry<Class<? extends Operation>, Formula<?>> formula(
      Class<O> operation, Formula<O> rule) {
    return Map.entry(operation, rule);
  }

  private static <O extends Operation> Map.Entry<Class<? extends Operation>, Commands<?>> commands(
      Class<O> operation, Commands<O> rule) {
    return Map.entry(operation, rule);
  }

  /** Groups of what these rules make of steps. */
  static Group.Grouping grouping(Group.Fusing fusing) {
    return (graph, roots) -> Group.of(graph, fusing, new Known(), roots);
  }

  private record Known() implements Group.Kinds {
    @Override
    public boolean elementwise(Step step) {
      return Rules.elementwise(step);
    }

    @Override
    public boolean endsElementwise(Step step) {
      return Rules.endsElementwise(step);
    }

    @Override
    public List<Call> calls(Step step) {
      return Rules.calls(step);
    }
  }

  /** Whether there is a rule. */
  static boolean know(Class<? extends Operation> operation) {
    return FORMULAS.containsKey(operation) || COMMANDS.containsKey(operation);
  }

  /** Whether a step is done element by element. */
  static boolean elementwise(Step step) {
    return FORMULAS.containsKey(step.operation().getClass());
  }

  /**
   * Whether a step of another kind may end in calls for each element of the first tensor that it
   * writes.
   */
  static boolean endsElementwise(Step step) {
    Operation operation = step.operation();
    boolean forward = step.pass() == Pass.FORWARD;
    boolean affine =
        operation instanceof InnerProduct
            || operation instanceof Convolution
            || operation instanceof Deconvolution;
    boolean biased = step.reads().size() > 2;
    if (forward) {
      return (affine && (biased || step.fused().isPresent()))
          || operation instanceof Normalization
          || operation instanceof ParametricRelu
          || operation instanceof UnitLength
          || operation instanceof Lookup;
    }
    return operation instanceof Normalization
        || operation instanceof ParametricRelu
        || operation instanceof Length;
  }

  /** The calls of a step that is done element by element. */
  @SuppressWarnings("unchecked") // Each class stands beside the rule of its own.
  static List<Call> calls(Step step) {
    Operation operation = step.operation();
    Formula<Operation> formula =
        (Formula<Operation>) Objects.requireNonNull(FORMULAS.get(operation.getClass()));
    return formula.calls(operation, step);
  }

  /** Adds the commands of a step. */
  @SuppressWarnings("unchecked") // Each class stands beside the rule of its own.
  static void run(Step step, Assembler program) {
    Operation operation = step.operation();
    if (operation instanceof HostOperation host) {
      program.host(host);
    } else if (elementwise(step)) {
      calls(step).forEach(program::each);
    } else {
      Commands<Operation> commands = (Commands<Operation>) COMMANDS.get(operation.getClass());
      if (commands == null) {
        throw new IllegalArgumentException("no kernel for " + operation.describe());
      }
      commands.run(operation, program);
    }
  }
}
