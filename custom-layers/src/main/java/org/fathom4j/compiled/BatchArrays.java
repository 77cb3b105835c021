package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.host.RecentArrays;
import org.fathom4j.compiled.lowering.Target;
import org.fathom4j.compiled.model.TrainedModel;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** From the arrays that a caller has to what a program runs on. */
final class BatchArrays {
  private BatchArrays() {}

  /** Refuses arrays that a network cannot be trained on, whatever their shapes are. */
  static void requireTrainable(TrainedModel model, MultiDataSet batch) {
    requireFeatures(model, batch.getFeatures());
    INDArray @Nullable [] labels = batch.getLabels();
    if (labels == null || Arrays.asList(labels).contains(null)) {
      throw new IllegalArgumentException("a loss needs labels, and the batch has none");
    }
    require("labels", "outputs", labels, model.outputs().size());
    INDArray @Nullable [] masks = batch.getLabelsMaskArrays();
    if (masks != null) {
      require("masks of labels", "outputs", masks, model.outputs().size());
    }
  }

  /** Refuses masks of features, for a network that computes something else under them. */
  static void requireUnmasked(MultiDataSet batch) {
    if (anyOf(batch.getFeaturesMaskArrays())) {
      throw new IllegalArgumentException(
          "masks of features have no compiled form where layers heed them: train this data with"
              + " the network's own fit");
    }
  }

  /** Refuses features that are not there, or not as many as the network has inputs. */
  static void requireFeatures(TrainedModel model, INDArray @Nullable [] features) {
    if (features == null || Arrays.asList(features).contains(null)) {
      throw new IllegalArgumentException("the batch has no features to train on");
    }
    require("features", "inputs", features, model.inputs());
  }

  private static void require(String what, String of, INDArray[] arrays, int count) {
    if (arrays.length != count) {
      throw new IllegalArgumentException(
          "the network has %d %s, and the batch %d arrays of %s"
              .formatted(count, of, arrays.length, what));
    }
  }

  /** Whether there is an array among those that may be left out. */
  static boolean anyOf(INDArray @Nullable [] arrays) {
    if (arrays != null) {
      for (INDArray array : arrays) {
        if (array != null) {
          return true;
        }
      }
    }
    return false;
  }

  /** A batch to train on. */
  static Batch training(TrainedModel model, MultiDataSet arrays, RecentArrays recent) {
    INDArray @Nullable [] masks = arrays.getLabelsMaskArrays();
    List<Batch.Target> targets = new ArrayList<>();
    for (int i = 0; i < arrays.getLabels().length; i++) {
      INDArray mask = masks == null ? null : masks[i];
      targets.add(
          new Batch.Target(
              recent.tensor(arrays.getLabels(i)), mask == null ? null : recent.tensor(mask)));
    }
    return new Batch(
        tensors(arrays.getFeatures(), recent), targets, model.iteration(), model.epoch());
  }

  /** A batch of which the outputs are asked for. */
  static Batch inference(TrainedModel model, INDArray[] features, RecentArrays recent) {
    return new Batch(tensors(features, recent), List.of(), model.iteration(), model.epoch());
  }

  private static List<HostTensor> tensors(INDArray[] arrays, RecentArrays recent) {
    return each(Arrays.asList(arrays), recent::tensor);
  }

  /** The shapes of its features. */
  static List<Shape> shapes(Batch batch) {
    return each(batch.features(), HostTensor::shape);
  }

  /** What it has for the outputs. */
  static List<Target> targets(Batch batch) {
    return each(batch.targets(), Target::of);
  }

  /** Most batches have one of each: a stream costs a small network a good part of its step. */
  private static <A, B> List<B> each(List<A> all, Function<? super A, ? extends B> of) {
    return all.size() == 1 ? List.of(of.apply(all.get(0))) : all.stream().<B>map(of).toList();
  }

  /** Features in arrays of their own. */
  static MultiDataSet copied(INDArray[] features) {
    INDArray[] copies = Arrays.stream(features).map(INDArray::dup).toArray(INDArray[]::new);
    return new org.nd4j.linalg.dataset.MultiDataSet(copies, null);
  }
}
