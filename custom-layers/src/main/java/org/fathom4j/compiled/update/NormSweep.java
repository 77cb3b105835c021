package org.fathom4j.compiled.update;

import org.deeplearning4j.nn.conf.constraint.BaseConstraint;

/** Holds the norms of one parameter to a constraint, in place, slab by slab. */
final class NormSweep implements Constraints.Applied {
  private final Vector parameter;
  private final NormGroups groups;
  private final BaseConstraint constraint;
  private final float[] slab;
  private final double[] squares;
  private final float[] factors;

  NormSweep(Vector parameter, NormGroups groups, BaseConstraint constraint) {
    this.parameter = parameter;
    this.groups = groups;
    this.constraint = constraint;
    this.slab = new float[groups.length()];
    this.squares = new double[groups.groups()];
    this.factors = new float[groups.groups()];
  }

  @Override
  public void apply(int iteration, int epoch) {
    NormRule rule = NormRule.of(constraint);
    for (int i = 0; i < groups.slabs(); i++) {
      int from = i * slab.length;
      parameter.read(from, slab, slab.length);
      groups.squares(slab, squares);
      if (changes(rule)) {
        groups.scale(slab, factors);
        parameter.write(from, slab, slab.length);
      }
    }
  }

  /** Finds the factors; says whether any is not 1. */
  private boolean changes(NormRule rule) {
    boolean changes = false;
    for (int i = 0; i < factors.length; i++) {
      factors[i] = rule.twice((float) Math.sqrt(squares[i]));
      changes |= factors[i] != 1;
    }
    return changes;
  }
}
