package org.fathom4j.compiled.update;

import java.util.List;
import java.util.Set;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Arithmetic.Operator;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The update of one section as steps of a graph, in place: the formulas of {@link Kernel} with
 * gradients g that are still summed over the examples and no memory but the network's own.
 */
final class SectionSteps {
  private static final Set<Class<?>> UPDATERS = Set.of(Sgd.class, Nesterovs.class, Adam.class);
  private static final Factor ONE = batch -> 1;

  private final Section section;
  private final GraphBuilder graph;
  private final Tensor p;
  private final Tensor g;

  /** Steps to be added to {@code graph}. */
  SectionSteps(Section section, GraphBuilder graph) {
    this.section = section;
    this.graph = graph;
    this.p = graph.parameter("p", shape(section), section.from());
    this.g = graph.gradient("g", shape(section), section.from());
  }

  /** Whether a section has such a form. */
  static boolean knows(Section section) {
    return UPDATERS.contains(section.updater().getClass())
        && section.regularizations().stream().noneMatch(L1Regularization.class::isInstance);
  }

  private static Shape shape(Section section) {
    return Shape.of(section.count());
  }

  /** Adds them: {@code g} becomes the step, which is taken from {@code p}. */
  void add() {
    Factor share = batch -> section.averaged() ? 1.0 / batch.examples() : 1;
    if (regularized(Regularization.ApplyStep.BEFORE_UPDATER)) {
      Factor strength = strength(Regularization.ApplyStep.BEFORE_UPDATER);
      set(g, Operator.PLUS, share, g, strength, p);
      move(ONE);
    } else {
      move(share);
    }
    if (regularized(Regularization.ApplyStep.POST_UPDATER)) {
      set(g, Operator.PLUS, ONE, g, strength(Regularization.ApplyStep.POST_UPDATER), p);
    }
    set(p, Operator.PLUS, ONE, p, batch -> -1, g);
  }

  private void move(Factor share) {
    IUpdater updater = section.updater();
    if (updater instanceof Nesterovs nesterovs) {
      nesterovs(nesterovs, share);
    } else if (updater instanceof Adam adam) {
      adam(adam, share);
    } else {
      Factor half = batch -> rate(batch) * share.at(batch) / 2;
      set(g, Operator.PLUS, half, g, half, g); // r g: arithmetic always takes two tensors
    }
  }

  /** {@code v' = mu v - r g}, step {@code r g - mu v'}. */
  private void nesterovs(Nesterovs nesterovs, Factor share) {
    Factor momentum = batch -> nesterovs.currentMomentum(batch.iteration(), batch.epoch());
    Factor rate = batch -> rate(batch) * share.at(batch);
    Tensor v = graph.state("v", shape(section), section.states().get(0));
    set(v, Operator.PLUS, momentum, v, batch -> -rate.at(batch), g);
    set(g, Operator.PLUS, rate, g, batch -> -momentum.at(batch), v);
  }

  /**
   * {@code m' = b1 m + (1-b1) g, v' = b2 v + (1-b2) g^2}, step {@code r m' / (sqrt(v') + e)} with r
   * corrected for the start.
   */
  private void adam(Adam adam, Factor share) {
    double beta1 = adam.getBeta1();
    double beta2 = adam.getBeta2();
    Tensor m = graph.state("m", shape(section), section.states().get(0));
    Tensor v = graph.state("v", shape(section), section.states().get(1));
    set(m, Operator.PLUS, batch -> beta1, m, batch -> (1 - beta1) * share.at(batch), g);
    set(g, Operator.TIMES, share, g, share, g);
    set(v, Operator.PLUS, batch -> beta2, v, batch -> 1 - beta2, g);
    set(g, Activation.of(Activation.Function.SQUARE_ROOT), v);
    set(g, new Activation(Activation.Function.LINEAR, 1, adam.getEpsilon()), g);
    Factor rate = batch -> Kernel.adamRate(adam, rate(batch), batch.iteration());
    set(g, Operator.OVER, rate, m, ONE, g);
  }

  private double rate(Batch batch) {
    return section.rate(batch.iteration(), batch.epoch());
  }

  private boolean regularized(Regularization.ApplyStep step) {
    return section.regularizations().stream().anyMatch(each -> each.applyStep() == step);
  }

  private Factor strength(Regularization.ApplyStep step) {
    List<Regularization> those =
        section.regularizations().stream().filter(each -> each.applyStep() == step).toList();
    return batch ->
        those.stream()
            .mapToDouble(each -> section.strength(each, batch.iteration(), batch.epoch()))
            .sum();
  }

  private void set(Tensor y, Operator operator, Factor a, Tensor left, Factor b, Tensor right) {
    new Arithmetic(operator, a, b).set(y, graph, left, right);
  }

  private void set(Tensor y, Activation function, Tensor x) {
    graph.add(new Step(graph.layer(), function, Pass.FORWARD, List.of(x), List.of(y)));
  }
}
