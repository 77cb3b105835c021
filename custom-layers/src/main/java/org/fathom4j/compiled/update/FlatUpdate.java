package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
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
 * what an update costs: large vectors are shared among threads, which changes no result.
 */
final class FlatUpdate {
  /** Fewer elements are not worth a second thread. */
  private static final int ALONE = 1 << 17;

  private static final int SHARES_PER_THREAD = 4;

  private final List<Share> shares;
  private final Section.Vectors vectors;

  /** Parts of sections that one thread takes, with its working memory. */
  private record Share(List<Section> sections, Chunk chunk) {
    Share(List<Section> sections) {
      this(List.copyOf(sections), new Chunk());
    }
  }

  private FlatUpdate(List<Section> sections, Section.Vectors vectors) {
    this.shares = shares(sections);
    this.vectors = vectors;
  }

  /** Cuts the sections into shares of one size, so that all threads are done at the same time. */
  private static List<Share> shares(List<Section> sections) {
    int total = sections.stream().mapToInt(Section::count).sum();
    if (total < ALONE) {
      return List.of(new Share(sections));
    }
    int count = (ForkJoinPool.getCommonPoolParallelism() + 1) * SHARES_PER_THREAD;
    int size = (total / count / Chunk.SIZE + 1) * Chunk.SIZE;
    List<Share> shares = new ArrayList<>();
    List<Section> next = new ArrayList<>();
    int room = size;
    for (Section section : sections) {
      for (int done = 0; done < section.count(); ) {
        int taken = Math.min(room, section.count() - done);
        next.add(section.part(done, taken));
        done += taken;
        room -= taken;
        if (room == 0) {
          shares.add(new Share(next));
          next.clear();
          room = size;
        }
      }
    }
    if (!next.isEmpty()) {
      shares.add(new Share(next));
    }
    return List.copyOf(shares);
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

  /** Updates all parameters. */
  void apply(Moment moment) {
    Stream<Share> all = shares.size() == 1 ? shares.stream() : shares.parallelStream();
    all.forEach(
        share -> share.sections.forEach(section -> section.apply(vectors, share.chunk, moment)));
  }
}
