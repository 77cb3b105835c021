package org.fathom4j.data;

import java.util.List;

/**
 * The plan of a data section with folds: one for each, all of the same rows. What is asked of no
 * fold in particular is answered by the first, which is a largest one.
 *
 * @param folds at least two
 */
public record FoldedPlan(List<DataPlan> folds) implements DataPlan {
  /** Copies the list. */
  public FoldedPlan {
    folds = List.copyOf(folds);
  }

  @Override
  public DataDescription description() {
    return folds.get(0).description();
  }

  @Override
  public DataSplit load() {
    return folds.get(0).load();
  }

  @Override
  public DataPlan fold(int fold) {
    return folds.get(Math.max(fold, 1) - 1);
  }
}
