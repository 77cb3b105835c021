package org.fathom4j.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.fathom4j.data.Batch;
import org.fathom4j.data.FeatureShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mini-batches as ND4J arrays that are filled again and again: to make new ones at every step takes
 * as long as the step of a small network. An array holds its numbers until the next batch of its
 * shape is asked for. For one thread.
 */
final class ReusedArrays {
  private final boolean host = Nd4j.getEnvironment().isCPU();
  private final Map<List<Integer>, Filled> features = new HashMap<>();
  private final Map<List<Integer>, Filled> labels = new HashMap<>();

  private record Filled(INDArray array, FloatPointer numbers) {}

  /** As {@link BatchArrays#features}. */
  INDArray features(Batch batch) {
    if (!host) { // what is on a card has copies that a pointer does not tell
      return BatchArrays.features(batch);
    }
    List<Integer> shape =
        batch.shape() instanceof FeatureShape.Image image
            ? List.of(batch.size(), image.channels(), image.height(), image.width())
            : List.of(batch.size(), batch.shape().size());
    return filled(features, shape, batch.features(), batch.size() * batch.shape().size());
  }

  /** As {@link BatchArrays#labels}. */
  INDArray labels(Batch batch) {
    if (!host) {
      return BatchArrays.labels(batch);
    }
    List<Integer> shape = List.of(batch.size(), batch.target().width());
    return filled(labels, shape, batch.labels(), batch.size() * batch.target().width());
  }

  private static INDArray filled(
      Map<List<Integer>, Filled> known, List<Integer> shape, float[] numbers, int count) {
    Filled filled = known.computeIfAbsent(shape, ReusedArrays::empty);
    filled.numbers().put(numbers, 0, count);
    return filled.array();
  }

  private static Filled empty(List<Integer> shape) {
    long[] sides = shape.stream().mapToLong(Integer::longValue).toArray();
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, sides);
    return new Filled(array, new FloatPointer(array.data().pointer()));
  }
}
