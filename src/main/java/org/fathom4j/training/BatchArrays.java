package org.fathom4j.training;

import java.util.Arrays;
import org.fathom4j.data.Batch;
import org.fathom4j.data.FeatureShape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Mini-batches as ND4J arrays. */
public final class BatchArrays {
  private BatchArrays() {}

  /** Features: [batch, channels, height, width] of pictures, else [batch, numbers]. */
  public static INDArray features(Batch batch) {
    long[] shape =
        batch.shape() instanceof FeatureShape.Image image
            ? new long[] {batch.size(), image.channels(), image.height(), image.width()}
            : new long[] {batch.size(), batch.shape().size()};
    return array(batch.features(), shape);
  }

  /** Labels: [batch, label numbers]. */
  public static INDArray labels(Batch batch) {
    return array(batch.labels(), new long[] {batch.size(), batch.target().width()});
  }

  /** What a network gave, example by example. */
  public static float[] numbers(INDArray outputs) {
    return outputs.dup('c').data().asFloat();
  }

  private static INDArray array(float[] numbers, long[] shape) {
    long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] exact = length == numbers.length ? numbers : Arrays.copyOf(numbers, (int) length);
    return Nd4j.create(exact, shape, 'c');
  }
}
