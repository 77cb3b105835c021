package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.host.ArrayTensor;
import org.fathom4j.compiled.host.RecentArrays;
import org.fathom4j.compiled.lowering.Lowering;
import org.fathom4j.compiled.lowering.MaskUse;
import org.fathom4j.compiled.lowering.Target;
import org.fathom4j.compiled.model.TrainedModel;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** From the arrays that a caller has to what a program runs on. */
final class BatchArrays {
  private static final int SEQUENCES = 3;

  private BatchArrays() {}

  /** Refuses arrays that a network cannot be trained on, whatever their shapes are. */
  static void requireTrainable(TrainedModel model, MultiDataSet batch) {
    requireFeatures(model, batch.getFeatures());
    if (batch.getFeaturesMaskArrays() != null) {
      require("masks of features", "inputs", batch.getFeaturesMaskArrays(), model.inputs());
    }
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

  /** Refuses masks of features of which a network makes something that has no compiled form. */
  static void requireMasks(Lowering lowering, MultiDataSet batch) {
    if (!isMasked(batch)) {
      return;
    }
    MaskUse use = lowering.maskUse(masked(batch));
    if (use == MaskUse.IGNORED) {
      return;
    }
    if (use == MaskUse.REFUSED) {
      throw new IllegalArgumentException(
          "masks of features have no compiled form where layers heed them: train this data with"
              + " the network's own fit");
    }
    for (int input : masked(batch)) {
      requireSteps(batch.getFeaturesMaskArray(input), batch.getFeatures(input));
    }
  }

  /** A mask of 0 and 1 for each step, and 1 at least once in each example. */
  private static void requireSteps(INDArray mask, INDArray features) {
    long[] steps = {features.size(0), features.size(-1)};
    if (features.rank() != SEQUENCES || !Arrays.equals(mask.shape(), steps)) {
      throw new IllegalArgumentException(
          "a mask of features has a number for each step of sequences: features %s, mask %s"
              .formatted(Arrays.toString(features.shape()), Arrays.toString(mask.shape())));
    }
    HostTensor numbers = ArrayTensor.of(mask);
    for (int n = 0; n < steps[0]; n++) {
      int counted = 0;
      for (int t = 0; t < steps[1]; t++) {
        float number = numbers.buffer().get((int) (n * steps[1] + t));
        if (number != 0 && number != 1) {
          throw new IllegalArgumentException(
              "a mask of features holds 0 and 1 alone, got %s in example %d".formatted(number, n));
        }
        counted += number == 1 ? 1 : 0;
      }
      if (counted == 0) {
        throw new IllegalArgumentException(
            "a mask of features is 1 at least once in each example, it is 0 in all of example "
                + n);
      }
    }
  }

  /** The inputs whose features have a mask. */
  private static Set<Integer> masked(MultiDataSet batch) {
    INDArray[] masks = batch.getFeaturesMaskArrays();
    return IntStream.range(0, masks.length)
        .filter(input -> masks[input] != null)
        .boxed()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether there is a mask of any features. */
  static boolean isMasked(MultiDataSet batch) {
    return anyOf(batch.getFeaturesMaskArrays());
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

  /** A batch to train on, with those masks of its features that say which steps count. */
  static Batch training(
      TrainedModel model, MultiDataSet arrays, RecentArrays recent, Lowering lowering) {
    Batch batch = training(model, arrays, recent);
    if (!isMasked(arrays) || lowering.maskUse(masked(arrays)) != MaskUse.COUNTS_STEPS) {
      return batch;
    }
    Map<Integer, HostTensor> masks = new HashMap<>();
    for (int input : masked(arrays)) {
      masks.put(input, recent.tensor(arrays.getFeaturesMaskArray(input)));
    }
    return batch.masked(masks);
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

  /** The shapes of its masks of features, by input. */
  static Map<Integer, Shape> masks(Batch batch) {
    if (batch.masks().isEmpty()) {
      return Map.of();
    }
    Map<Integer, Shape> masks = new HashMap<>();
    batch.masks().forEach((input, mask) -> masks.put(input, mask.shape()));
    return Map.copyOf(masks);
  }

  /** Features in arrays of their own. */
  static MultiDataSet copied(INDArray[] features) {
    INDArray[] copies = Arrays.stream(features).map(INDArray::dup).toArray(INDArray[]::new);
    return new org.nd4j.linalg.dataset.MultiDataSet(copies, null);
  }
}
