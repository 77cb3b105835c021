package org.fathom4j.experiment.arbiter;

import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.SingletonDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Points of the plane, and whether their coordinates have one sign: as an Arbiter user has it. */
public final class Quadrants implements DataSource {
  private static final long serialVersionUID = 1L;

  private int examples = 4;

  /** As Arbiter makes it. */
  public Quadrants() {}

  @Override
  public void configure(Properties properties) {
    examples = Integer.parseInt(properties.getProperty("examples", "32"));
  }

  @Override
  public Object trainData() {
    return data();
  }

  @Override
  public Object testData() {
    return data();
  }

  private SingletonDataSetIterator data() {
    INDArray features = Nd4j.create(DataType.FLOAT, examples, 2);
    INDArray labels = Nd4j.create(DataType.FLOAT, examples, 2);
    for (int k = 0; k < examples; k++) {
      double x = Math.sin(k + 1.0);
      double y = Math.cos(3 * k + 1.0);
      features.putScalar(k, 0, x).putScalar(k, 1, y);
      labels.putScalar(k, x * y > 0 ? 1 : 0, 1);
    }
    return new SingletonDataSetIterator(new DataSet(features, labels));
  }

  @Override
  public Class<?> getDataType() {
    return SingletonDataSetIterator.class;
  }
}
