package org.fathom4j.compiled.interpreter;

import java.util.Map;
import org.fathom4j.compiled.backend.Backend;
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
import org.fathom4j.compiled.graph.GradientBound;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GroupedDropout;
import org.fathom4j.compiled.graph.GroupedLoss;
import org.fathom4j.compiled.graph.GroupedProduct;
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
import org.fathom4j.compiled.graph.StepPooling;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Transposition;
import org.fathom4j.compiled.graph.UnitLength;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.Upsampling;
import org.fathom4j.compiled.graph.VarianceOfLogarithm;

/** Runs graphs in plain Java, on any machine. */
public final class InterpreterBackend implements Backend {
  private static final Map<Class<? extends Operation>, Rule<?>> RULES =
      Map.ofEntries(
          rule(InnerProduct.class, InnerProducts::run),
          rule(Convolution.class, Convolutions::run),
          rule(Deconvolution.class, Convolutions::transposed),
          rule(Activation.class, Activations::run),
          rule(Pooling.class, Poolings::run),
          rule(PieceMaximum.class, PieceMaxima::run),
          rule(ParametricRelu.class, ParametricRelus::run),
          rule(Normalization.class, Normalizations::run),
          rule(LocalResponse.class, LocalResponses::run),
          rule(Dropout.class, Dropouts::run),
          rule(Arithmetic.class, Elements::arithmetic),
          rule(Loss.class, Losses::run),
          rule(GroupedProduct.class, Groups::products),
          rule(GroupedDropout.class, Groups::dropouts),
          rule(GroupedLoss.class, Groups::losses),
          rule(Update.class, Updates::run),
          rule(NormLimit.class, Constraints::norms),
          rule(NonNegative.class, Constraints::nonNegative),
          rule(Penalty.class, Penalties::run),
          rule(GradientBound.class, GradientBounds::run),
          rule(RunningStatistics.class, Statistics::running),
          rule(VarianceOfLogarithm.class, Statistics::variance),
          rule(Fill.class, Statistics::fill),
          rule(RowSums.class, Elements::rowSums),
          rule(Sum.class, Elements::sum),
          rule(Product.class, Elements::product),
          rule(Concatenation.class, Parts::concatenate),
          rule(Excerpt.class, Parts::excerpt),
          rule(Placement.class, Parts::place),
          rule(Lookup.class, Lookups::run),
          rule(Recurrence.class, Recurrences::run),
          rule(LastRun.class, MaskedSteps::lastRun),
          rule(StepPooling.class, MaskedSteps::pool),
          rule(Transposition.class, Parts::transpose),
          rule(Upsampling.class, Parts::upsample),
          rule(Length.class, Lengths::length),
          rule(UnitLength.class, Lengths::unit),
          rule(Reshape.class, Elements::reshape));

  private final Precision precision;

  /** One of single precision. */
  public InterpreterBackend() {
    this(Precision.FLOAT);
  }

  /** One whose products have this precision. */
  public InterpreterBackend(Precision precision) {
    this.precision = precision;
  }

  private static <O extends Operation> Map.Entry<Class<? extends Operation>, Rule<?>> rule(
      Class<O> operation, Rule<O> rule) {
    return Map.entry(operation, rule);
  }

  /** The rule of an operation that has one. */
  @SuppressWarnings("unchecked") // Each class stands beside the rule of its own.
  static Rule<Operation> rule(Operation operation) {
    Rule<?> rule = RULES.get(operation.getClass());
    if (rule == null) {
      throw new IllegalArgumentException("no rule for " + operation.describe());
    }
    return (Rule<Operation>) rule;
  }

  @Override
  public String name() {
    return precision == Precision.FLOAT ? "interpreter" : "interpreter, bf16";
  }

  @Override
  public String instructions() {
    return "java";
  }

  @Override
  public boolean knows(Class<? extends Operation> operation) {
    return RULES.containsKey(operation);
  }

  @Override
  public Program compile(Graph graph, Vectors vectors) {
    return new InterpreterProgram(graph, vectors, precision);
  }

  @Override
  public void close() {}
}
