package org.fathom4j.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.metrics.EpochRecord;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training between two epochs, with all that the rest of it depends on: taken up from here, in
 * this process or another, it is the training that was never broken off. Masks, noise, order and
 * variation need no place in it, since they are drawn from (seed, iteration) and (seed, epoch).
 *
 * @param configuration DL4J's JSON of the network, its counters at 0
 * @param network what training has made of the network
 * @param epochs what each epoch so far measured, in order
 * @param best the epoch to test, as far as is known; then those of quantities that have their own
 * @param firstLoss loss of the first step; divergence is measured by it
 * @param seconds spent on these epochs
 */
public record Checkpoint(
    String configuration,
    Network network,
    List<EpochRecord> epochs,
    List<Best> best,
    double firstLoss,
    double seconds) {
  /** Copies the epochs. */
  public Checkpoint {
    epochs = List.copyOf(epochs);
    best = List.copyOf(best);
  }

  /**
   * What training changes in a network of single precision.
   *
   * @param parameters all of them, batch normalization's running statistics among them
   * @param updaterState momenta and the like; empty where the optimizer has none
   * @param iteration steps so far
   * @param epoch the network's count of epochs
   */
  @SuppressWarnings("ArrayRecordComponent") // Written and read back, compared by nobody.
  public record Network(float[] parameters, float[] updaterState, int iteration, int epoch) {
    static Network of(MultiLayerNetwork network) {
      INDArray state = network.getUpdater().getStateViewArray();
      return new Network(
          floats(network.params()),
          state == null ? new float[0] : floats(state),
          network.getIterationCount(),
          network.getEpochCount());
    }

    private void restore(MultiLayerNetwork target) {
      fill(target.params(), parameters);
      fill(target.getUpdater().getStateViewArray(), updaterState);
      target.setIterationCount(iteration);
      target.setEpochCount(epoch);
    }
  }

  /**
   * The epoch with the best score so far; early stopping counts from it.
   *
   * @param epoch from 1; 0 where none had a score
   * @param score its value of the metric that chooses
   * @param parameters the network's after it; empty where there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // As above.
  public record Best(int epoch, double score, float[] parameters) {}

  /** How many epochs are done. */
  public int epoch() {
    return epochs.size();
  }

  /**
   * Writes it down; {@link #read} gives it back.
   *
   * @throws IOException if {@code out} fails
   */
  public void writeTo(OutputStream out) throws IOException {
    CheckpointFormat.write(this, out);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException if it was written by another version of the program, or is damaged
   */
  public static Checkpoint read(InputStream in) throws IOException {
    return CheckpointFormat.read(in);
  }

  /** Whether this network is the one that was trained. */
  public boolean fits(MultiLayerNetwork target) {
    return configuration.equals(configurationOf(target));
  }

  /**
   * Brings a network to where this one was. Parameters and updater state are changed in place, so
   * that an engine that was made before goes on from here.
   *
   * @throws IllegalArgumentException if it is another network
   */
  void restore(MultiLayerNetwork target) {
    if (!fits(target)) {
      throw new IllegalArgumentException("the checkpoint is one of another network");
    }
    network.restore(target);
  }

  /** The configuration without what training counts in it. */
  static String configurationOf(MultiLayerNetwork network) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations().clone();
    configuration.setIterationCount(0);
    configuration.setEpochCount(0);
    configuration.getConfs().forEach(layer -> layer.setIterationCount(0));
    configuration.getConfs().forEach(layer -> layer.setEpochCount(0));
    return configuration.toJson();
  }

  static float[] floats(INDArray numbers) {
    return numbers.dup('c').data().asFloat();
  }

  static void fill(@Nullable INDArray target, float[] numbers) {
    long length = target == null ? 0 : target.length();
    if (length != numbers.length) {
      throw new IllegalArgumentException(
          "the checkpoint has %d numbers where the network has %d"
              .formatted(numbers.length, length));
    }
    if (target != null) {
      target.assign(Nd4j.create(numbers, target.shape(), 'c'));
    }
  }
}
