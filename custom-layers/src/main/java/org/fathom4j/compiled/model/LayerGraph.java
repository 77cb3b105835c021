package org.fathom4j.compiled.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.FrozenVertex;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * A ComputationGraph.
 *
 * @param network the graph
 */
public record LayerGraph(ComputationGraph network) implements TrainedModel {
  /** Its vertices in an order in which they can be computed. */
  public List<GraphVertex> vertices() {
    List<GraphVertex> vertices = new ArrayList<>();
    for (int index : network.topologicalSortOrder()) {
      vertices.add(network.getVertices()[index]);
    }
    return vertices;
  }

  @Override
  public List<Part> parts() {
    Set<String> reached = before(network.getConfiguration().getNetworkOutputs(), true);
    List<Part> parts = new ArrayList<>();
    for (GraphVertex vertex : vertices()) {
      if (vertex.hasLayer()) {
        String name = vertex.getVertexName();
        parts.add(new Part(name, vertex.getLayer(), reached.contains(name)));
      }
    }
    return parts;
  }

  /**
   * Those vertices and all that lead to them.
   *
   * @param trained whether only those that gradients reach, which do not pass a {@code FrozenLayer}
   */
  public Set<String> before(Collection<String> names, boolean trained) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!seen.add(name)) {
        continue;
      }
      if (!trained || !stopsGradients(name)) {
        open.addAll(network.getConfiguration().getVertexInputs().getOrDefault(name, List.of()));
      }
    }
    return seen;
  }

  /** Whether a vertex lets no gradient through. */
  public boolean stopsGradients(String name) {
    GraphVertex vertex = network.getVertex(name);
    return vertex instanceof FrozenVertex
        || (vertex.hasLayer() && Freezing.stopsGradients(vertex.getLayer()));
  }

  @Override
  public int inputs() {
    return network.getNumInputArrays();
  }

  @Override
  public List<Layer> outputs() {
    return IntStream.range(0, network.getNumOutputArrays())
        .mapToObj(network::getOutputLayer)
        .toList();
  }

  @Override
  public BackpropType backpropagation() {
    return network.getConfiguration().getBackpropType();
  }

  @Override
  public OptionalInt truncation() {
    return OptionalInt.empty();
  }

  @Override
  public boolean checksOutputLayer() {
    return network.getConfiguration().isValidateOutputLayerConfig();
  }

  @Override
  public void prepare() {
    if (network.getVertices() == null) {
      network.init();
    }
    if (network.getFlattenedGradients() == null) {
      network.initGradientsView();
    }
  }

  @Override
  public INDArray parameters() {
    return network.params();
  }

  @Override
  public INDArray gradients() {
    return network.getFlattenedGradients();
  }

  @Override
  public Updater updater() {
    return network.getUpdater();
  }

  @Override
  public BaseMultiLayerUpdater<?> freshUpdater() {
    return new ComputationGraphUpdater(network);
  }

  @Override
  public @Nullable Updater updaterIfAny() {
    return network.getUpdater(false);
  }

  @Override
  public Optional<String> accumulator() {
    // Makes the optimizer, which keeps the accumulator, where there is none; no updater.
    network.setUpdater(network.getUpdater(false));
    return Optional.ofNullable(network.getOptimizer().getGradientsAccumulator())
        .map(accumulator -> accumulator.getClass().getSimpleName());
  }

  @Override
  public Collection<TrainingListener> listeners() {
    return network.getListeners();
  }

  @Override
  public double penalty() {
    return network.calcRegularizationScore(true);
  }

  @Override
  public void setScore(double score) {
    network.setScore(score);
  }

  @Override
  public void setGradient(Gradient gradient) {
    network.setGradient(gradient);
  }

  @Override
  public void show(MultiDataSet batch) {
    network.setInputs(batch.getFeatures());
    network.setLabels(batch.getLabels());
  }

  @Override
  public void hide() {
    network.clear();
  }

  @Override
  public int iteration() {
    return network.getIterationCount();
  }

  @Override
  public void setIteration(int iteration) {
    network.getConfiguration().setIterationCount(iteration);
    for (Layer layer : network.getLayers()) { // whose schedules look at their own
      layer.setIterationCount(iteration);
    }
  }

  @Override
  public int epoch() {
    return network.getEpochCount();
  }

  @Override
  public void countEpoch() {
    network.incrementEpochCount();
    for (Layer layer : network.getLayers()) {
      layer.setEpochCount(network.getEpochCount());
    }
  }

  @Override
  public void setWaiting(long millis) {
    network.setLastEtlTime(millis);
  }

  @Override
  public INDArray[] output(MultiDataSet batch) {
    return network.output(
        false, batch.getFeatures(), batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
  }
}
