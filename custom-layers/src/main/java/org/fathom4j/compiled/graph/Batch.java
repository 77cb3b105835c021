package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program runs on.
 *
 * @param features of every input of the network, examples first, outside of Java's heap
 * @param masks of those inputs, by their index, of which not all steps count
 * @param targets of every output of the network; none where only the outputs are asked for
 * @param carried what the run before hands on, outside of Java's heap
 * @param iteration parameter updates so far: chooses the random masks
 * @param epoch epochs so far
 */
public record Batch(
    List<HostTensor> features,
    Map<Integer, HostTensor> masks,
    List<Target> targets,
    List<HostTensor> carried,
    int iteration,
    int epoch) {
  /**
   * What an output should be.
   *
   * @param labels examples first
   * @param mask weights of examples or outputs, or nothing
   */
  public record Target(HostTensor labels, @Nullable HostTensor mask) {}

  /** Copies the lists and the map. */
  public Batch {
    features = List.copyOf(features);
    masks = Map.copyOf(masks);
    targets = List.copyOf(targets);
    carried = List.copyOf(carried);
  }

  /** One to which nothing is handed on, and of which all steps count. */
  public Batch(List<HostTensor> features, List<Target> targets, int iteration, int epoch) {
    this(features, Map.of(), targets, List.of(), iteration, epoch);
  }

  /** The same, of which only those steps count that these masks of features say. */
  public Batch masked(Map<Integer, ? extends HostTensor> counting) {
    return new Batch(features, Map.copyOf(counting), targets, carried, iteration, epoch);
  }

  /** The same, to which this is handed on. */
  public Batch carrying(List<? extends HostTensor> handedOn) {
    return new Batch(features, masks, targets, List.copyOf(handedOn), iteration, epoch);
  }

  /** One that brings nothing, for what depends on the time alone. */
  public static Batch at(int iteration, int epoch) {
    return new Batch(List.of(), List.of(), iteration, epoch);
  }

  /** How many examples: as many as the first output has labels. */
  public int examples() {
    HostTensor first = targets.isEmpty() ? features.get(0) : targets.get(0).labels();
    return (int) first.shape().size(0);
  }

  /** What it brings for a tensor; nothing for one that does not come with batches. */
  public @Nullable HostTensor brought(Storage storage) {
    if (storage instanceof Storage.Features place) {
      return features.get(place.input());
    }
    if (storage instanceof Storage.FeaturesMask place) {
      return masks.get(place.input());
    }
    if (storage instanceof Storage.Carried place) {
      return carried.get(place.place());
    }
    if (storage instanceof Storage.Labels place) {
      return targets.get(place.output()).labels();
    }
    return storage instanceof Storage.LabelsMask place ? targets.get(place.output()).mask() : null;
  }
}
