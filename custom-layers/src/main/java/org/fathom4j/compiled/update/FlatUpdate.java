package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The common updaters in one sweep over the network's vectors, where Deeplearning4j makes a dozen:
 * same formulas, same state in the same place, equal results within rounding. Memory bandwidth is
 * what an update costs.
 */
final class FlatUpdate {
  private final List<Section> sections;
  private final Section.Vectors vectors;
  private final Chunk chunk = new Chunk();

  private FlatUpdate(List<Section> sections, Section.Vectors vectors) {
    this.sections = List.copyOf(sections);
    this.vectors = vectors;
  }

  /** The sweep for a network and its updater, or nothing where some setting has no form here. */
  static Optional<FlatUpdate> of(MultiLayerNetwork network, BaseMultiLayerUpdater<?> updater) {
    for (Layer layer : network.getLayers()) {
      GradientNormalization normalization = layer.getConfig().getGradientNormalization();
      if (normalization != null && normalization != GradientNormalization.None) {
        return Optional.empty();
      }
    }
    List<Section> sections = new ArrayList<>();
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      IUpdater settings = block.getGradientUpdater().getConfig();
      Optional<Integer> states = Kernel.states(settings);
      if (states.isEmpty()) {
        return Optional.empty();
      }
      for (UpdaterBlock.ParamState part : block.getLayersAndVariablesInBlock()) {
        List<Regularization> regularizations = regularizations(part);
        if (!regularizations.stream().allMatch(Section::knows)) {
          return Optional.empty();
        }
        sections.add(section(network, block, part, states.get()));
      }
    }
    return Optional.of(
        new FlatUpdate(
            sections,
            new Section.Vectors(
                new Vector(network.params()), new Vector(network.getFlattenedGradients()))));
  }

  private static Section section(
      MultiLayerNetwork network, UpdaterBlock block, UpdaterBlock.ParamState part, int states) {
    int start = part.getParamOffsetStart();
    int blockSize = block.getParamOffsetEnd() - block.getParamOffsetStart();
    List<Section.State> state = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      INDArray view = block.getUpdaterView();
      state.add(
          new Section.State(new Vector(view), i * blockSize + start - block.getParamOffsetStart()));
    }
    Trainable layer = part.getLayer();
    return new Section(
        start,
        part.getParamOffsetEnd() - start,
        block.getGradientUpdater().getConfig(),
        state,
        regularizations(part),
        network.conf().isMiniBatch() && layer.updaterDivideByMinibatch(part.getParamName()));
  }

  private static List<Regularization> regularizations(UpdaterBlock.ParamState part) {
    List<Regularization> list =
        part.getLayer().getConfig().getRegularizationByParam(part.getParamName());
    return list == null ? List.of() : List.copyOf(list);
  }

  /**
   * Updates all parameters.
   *
   * @return whether all of them are finite
   */
  boolean apply(Moment moment) {
    for (Section section : sections) {
      section.apply(vectors, chunk, moment);
    }
    return chunk.finite();
  }
}
