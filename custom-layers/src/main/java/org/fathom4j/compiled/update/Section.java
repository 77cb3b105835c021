package org.fathom4j.compiled.update;

import java.util.List;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * A run of parameters that are updated alike: one parameter of one layer.
 *
 * @param from index of the first in the network's vectors
 * @param count how many
 * @param updater how they move
 * @param states the updater's state vectors and where in them this run begins
 * @param regularizations what is added to gradient or step
 * @param averaged whether the gradient is divided by the number of examples
 */
record Section(
    int from,
    int count,
    IUpdater updater,
    List<State> states,
    List<Regularization> regularizations,
    boolean averaged) {

  /** Part of an updater's state. */
  record State(Vector vector, int from) {}

  /** The network's vectors. */
  record Vectors(Vector parameters, Vector gradients) {}

  /** Whether a regularization has a form here. */
  static boolean knows(Regularization regularization) {
    Class<?> type = regularization.getClass();
    return type == L1Regularization.class
        || type == L2Regularization.class
        || type == WeightDecay.class;
  }

  /**
   * Moves the parameters of this run.
   *
   * @param vectors the network's
   * @param chunk working memory
   * @param moment which iteration and how many examples
   */
  void apply(Vectors vectors, Chunk chunk, Moment moment) {
    Kernel kernel = Kernel.at(updater, moment.iteration(), moment.epoch());
    for (int done = 0; done < count; done += Chunk.SIZE) {
      int size = Math.min(Chunk.SIZE, count - done);
      chunk.resize(size);
      vectors.parameters.read(from + done, chunk.parameters, size);
      vectors.gradients.read(from + done, chunk.gradients, size);
      if (averaged) {
        chunk.scaleGradients(1f / moment.examples());
      }
      regularize(Regularization.ApplyStep.BEFORE_UPDATER, chunk, moment);
      move(kernel, chunk, done);
      regularize(Regularization.ApplyStep.POST_UPDATER, chunk, moment);
      chunk.subtractGradients();
      vectors.parameters.write(from + done, chunk.parameters, size);
      if (moment.watched()) {
        vectors.gradients.write(from + done, chunk.gradients, size);
      }
    }
  }

  private void move(Kernel kernel, Chunk chunk, int done) {
    List<float[]> memory = List.of(chunk.first, chunk.second);
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      state.vector.read(state.from + done, memory.get(i), chunk.count());
    }
    kernel.apply(chunk);
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      state.vector.write(state.from + done, memory.get(i), chunk.count());
    }
  }

  private void regularize(Regularization.ApplyStep step, Chunk chunk, Moment moment) {
    for (Regularization regularization : regularizations) {
      if (regularization.applyStep() == step) {
        add(regularization, chunk, moment);
      }
    }
  }

  private void add(Regularization regularization, Chunk chunk, Moment moment) {
    int iteration = moment.iteration();
    int epoch = moment.epoch();
    if (regularization instanceof L1Regularization l1) {
      chunk.addSigns((float) l1.getL1().valueAt(iteration, epoch));
    } else if (regularization instanceof L2Regularization l2) {
      chunk.addParameters((float) l2.getL2().valueAt(iteration, epoch));
    } else if (regularization instanceof WeightDecay decay) {
      double factor = decay.getCoeff().valueAt(iteration, epoch);
      boolean timesRate = decay.isApplyLR() && updater.hasLearningRate();
      chunk.addParameters(
          (float) (timesRate ? factor * updater.getLearningRate(iteration, epoch) : factor));
    }
  }
}
