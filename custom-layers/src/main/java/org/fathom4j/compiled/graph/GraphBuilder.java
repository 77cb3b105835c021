package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Collects the forward steps of a network, layer by layer, and hands out tensors. */
public final class GraphBuilder {
  private final boolean training;
  private final boolean carrying;
  private final List<Step> steps = new ArrayList<>();
  private final List<Tensor> handedOn = new ArrayList<>();
  private int tensors;
  private String layer = "input";
  private boolean frozen;
  private Optional<Tensor> counted = Optional.empty();

  /**
   * An empty graph.
   *
   * @param training whether steps behave as in training (dropout, batch statistics)
   */
  public GraphBuilder(boolean training) {
    this(training, false);
  }

  private GraphBuilder(boolean training, boolean carrying) {
    this.training = training;
    this.carrying = carrying;
  }

  /** An empty graph of a training whose runs are parts of sequences, one after the other. */
  public static GraphBuilder ofParts() {
    return new GraphBuilder(true, true);
  }

  /** Whether what a run ends with is what the next one begins with. */
  public boolean carrying() {
    return carrying;
  }

  /** What the run before handed on at the place of what is handed on next. */
  public Tensor carried(Shape shape) {
    return create("carried", shape, new Storage.Carried(handedOn.size()));
  }

  /** Hands a tensor on to the next run. */
  public void handOn(Tensor tensor) {
    handedOn.add(tensor);
  }

  /** All that is handed on, by place. */
  public List<Tensor> handedOn() {
    return List.copyOf(handedOn);
  }

  /** Steps to add behind those of a training, whose tensors are not its own. */
  public static GraphBuilder behind(List<Step> training) {
    GraphBuilder builder = new GraphBuilder(true);
    builder.tensors =
        1
            + training.stream()
                .flatMap(step -> Stream.concat(step.reads().stream(), step.writes().stream()))
                .mapToInt(Tensor::id)
                .max()
                .orElse(-1);
    return builder;
  }

  /** Whether the steps of the layer entered behave as in training. */
  public boolean training() {
    return training && !frozen;
  }

  /** Names the layer that the next steps belong to. */
  public void enter(String name) {
    enter(name, false);
  }

  /** Names the layer that the next steps belong to; a frozen one always behaves as in inference. */
  public void enter(String name, boolean isFrozen) {
    layer = name;
    frozen = isFrozen;
  }

  /** The layer that steps are added for. */
  public String layer() {
    return layer;
  }

  /** A new value in the program's memory. */
  public Tensor tensor(String role, Shape shape) {
    return create(role, shape, new Storage.Planned());
  }

  /** Memory that an operation keeps for its backward pass; its size is the backend's affair. */
  public Tensor kept(String role, Shape shape) {
    return create(role, shape, new Storage.Kept());
  }

  /** The batch's features for an input of the network. */
  public Tensor features(int input, Shape shape) {
    return create("features", shape, new Storage.Features(input));
  }

  /** The mask of the features for an input of the network. */
  public Tensor featuresMask(int input, Shape shape) {
    return create("mask", shape, new Storage.FeaturesMask(input));
  }

  /** From here on only those steps of sequences count that a mask says, or all. */
  public void count(Optional<Tensor> mask) {
    counted = mask;
  }

  /** The mask of the steps that count, if not all do; what takes it leaves no steps. */
  public Optional<Tensor> takeCounted() {
    Optional<Tensor> mask = counted;
    counted = Optional.empty();
    return mask;
  }

  /** The batch's labels for an output of the network. */
  public Tensor labels(int output, Shape shape) {
    return create("labels", shape, new Storage.Labels(output));
  }

  /** The mask of the labels for an output of the network. */
  public Tensor mask(int output, Shape shape) {
    return create("mask", shape, new Storage.LabelsMask(output));
  }

  /** A number that is added to what a run answers with. */
  public Tensor score() {
    return create("score", Shape.of(1), new Storage.Score());
  }

  /** A part of the network's parameter vector. */
  public Tensor parameter(String role, Shape shape, long offset) {
    return create(role, shape, new Storage.Parameter(offset));
  }

  /** A part of the network's gradient vector. */
  public Tensor gradient(String role, Shape shape, long offset) {
    return create(role, shape, new Storage.Gradient(offset));
  }

  /** A part of the updater's state vector. */
  public Tensor state(String role, Shape shape, long offset) {
    return create(role, shape, new Storage.State(offset));
  }

  /** Adds a forward step with one output of this shape. */
  public Tensor add(Operation operation, List<Tensor> reads, Shape output) {
    Tensor y = tensor("y", output);
    add(new Step(layer, operation, Pass.FORWARD, reads, List.of(y)));
    return y;
  }

  /** Adds a step. */
  public void add(Step step) {
    steps.add(step);
  }

  /** The steps so far. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  private Tensor create(String role, Shape shape, Storage storage) {
    return new Tensor(tensors++, layer + "." + role, shape, storage);
  }
}
