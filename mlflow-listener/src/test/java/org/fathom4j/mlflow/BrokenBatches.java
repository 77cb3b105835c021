package org.fathom4j.mlflow;

import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;

/** Data that ends in an exception. */
final class BrokenBatches extends ListDataSetIterator<DataSet> {
  private static final long serialVersionUID = 1L;

  private int left;

  BrokenBatches(int whole) {
    super(List.copyOf(Nets.data().asList()), Nets.BATCH);
    left = whole;
  }

  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public synchronized DataSet next() {
    if (left-- == 0) {
      throw new IllegalStateException("no more data");
    }
    return super.next();
  }
}
