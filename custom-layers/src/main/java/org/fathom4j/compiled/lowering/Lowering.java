package org.fathom4j.compiled.lowering;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.Shape;

/** Turns a network into graphs of operations, or says what stands in the way. */
public sealed interface Lowering permits NetworkLowering, GraphLowering {

  /** The names of the layers, in order. */
  List<String> layers();

  /** Everything that has no compiled form; empty where the network can be compiled. */
  List<Obstacle> obstacles();

  /** The layers whose parameters stay as they are, with the reason; in order. */
  Map<String, String> untrained();

  /** One example's features for each input, where the network tells their shapes. */
  Optional<List<Shape>> example();

  /** The steps of training on this example, a batch of one. */
  Graph training(List<Shape> example);

  /** Those of them that run in Java. */
  default List<HostStep> hostSteps(List<Shape> example) {
    return HostStep.of(training(example));
  }

  /** The steps of training on batches of these shapes: forward, loss, backward. */
  default Graph training(List<Shape> features, List<Target> targets) {
    return training(features, Map.of(), targets);
  }

  /** As above, where masks of these shapes, by input, say which steps count. */
  Graph training(List<Shape> features, Map<Integer, Shape> masks, List<Target> targets);

  /** The steps from features of these shapes to the network's outputs. */
  Graph inference(List<Shape> features);

  /** What it makes of masks of the features of these inputs in training. */
  MaskUse maskUse(Set<Integer> masked);

  /** One example's features of a type, as the network takes them. */
  Shape example(InputType input);
}
