package org.fathom4j.compiled;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.util.ComputationGraphUtil;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.OutputLayerUtil;
import org.fathom4j.compiled.model.TrainedModel;
import org.jspecify.annotations.Nullable;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Passes over whole iterators, under the names that {@link MultiLayerNetwork} has for them and with
 * the same meaning: an iterator goes on from where it stands, and is reset only where nothing is
 * left of it and it can be. Batches are drawn in the calling thread.
 */
abstract sealed class TrainingAndEvaluation permits CompiledStep {

  /** The network that is trained and evaluated. */
  abstract TrainedModel model();

  /** One training step. */
  abstract void fit(DataSet batch);

  /** One training step. */
  abstract void fit(MultiDataSet batch);

  /** Brings what a device has of the network to where the network has it. */
  public abstract void sync();

  /** The network's outputs, as in inference; arrays of the caller's own. */
  abstract INDArray[] outputsOf(INDArray... features);

  /**
   * Trains for a number of epochs, each a pass over the iterator.
   *
   * @param epochs at least 1; more than 1 need an iterator that can be reset
   * @throws IllegalArgumentException where that does not hold; nothing is trained
   */
  public final void fit(DataSetIterator iterator, int epochs) {
    requireEpochs(epochs, iterator.resetSupported(), iterator);
    for (int epoch = 0; epoch < epochs; epoch++) {
      fit(iterator);
    }
  }

  static void requireEpochs(int epochs, boolean resets, Object iterator) {
    if (epochs < 1) {
      throw new IllegalArgumentException("the number of epochs must be at least 1, got " + epochs);
    }
    if (epochs > 1 && !resets) {
      throw new IllegalArgumentException(
          "%d epochs need an iterator that can be reset, and this %s cannot: train 1 epoch"
              .formatted(epochs, iterator.getClass().getSimpleName()));
    }
  }

  /** Trains for one epoch: a pass over the iterator. */
  public final void fit(DataSetIterator iterator) {
    restart(iterator);
    epoch(iterator, this::fit);
  }

  private <B> void epoch(Iterator<B> batches, Consumer<? super B> step) {
    beginEpoch();
    for (long asked = System.nanoTime(); batches.hasNext(); asked = System.nanoTime()) {
      B batch = batches.next();
      model().setWaiting(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked));
      step.accept(batch);
    }
    endEpoch();
  }

  /** What comes before the first batch of an epoch. */
  final void beginEpoch() {
    sync();
    for (TrainingListener listener : model().listeners()) {
      listener.onEpochStart(model().network());
    }
  }

  /** What comes behind the last batch of an epoch. */
  final void endEpoch() {
    sync();
    for (TrainingListener listener : model().listeners()) {
      listener.onEpochEnd(model().network());
    }
    model().countEpoch();
  }

  /** As {@link #fit(DataSetIterator, int)}; of an array for each input and output a batch. */
  public final void fit(MultiDataSetIterator iterator, int epochs) {
    requireEpochs(epochs, iterator.resetSupported(), iterator);
    for (int epoch = 0; epoch < epochs; epoch++) {
      fit(iterator);
    }
  }

  /** As {@link #fit(DataSetIterator)}; of an array for each input and output a batch. */
  public final void fit(MultiDataSetIterator iterator) {
    restart(iterator);
    epoch(iterator, this::fit);
  }

  static void restart(DataSetIterator iterator) {
    if (!iterator.hasNext() && iterator.resetSupported()) {
      iterator.reset();
    }
  }

  static void restart(MultiDataSetIterator iterator) {
    if (!iterator.hasNext() && iterator.resetSupported()) {
      iterator.reset();
    }
  }

  /**
   * Classification figures over the iterator's batches, with the names of the classes that the
   * iterator knows.
   *
   * @throws IllegalStateException where the network's output is no probability, unless its
   *     configuration says not to validate the output layer
   */
  public final Evaluation evaluate(DataSetIterator iterator) {
    return evaluate(iterator, null);
  }

  /** As {@link #evaluate(DataSetIterator)}, of the first output. */
  public final Evaluation evaluate(MultiDataSetIterator iterator) {
    requireProbabilities(Evaluation.class);
    return doEvaluation(iterator, new Evaluation())[0];
  }

  /** As {@link #evaluate(DataSetIterator)}, with the classes' names, or the iterator's for null. */
  public final Evaluation evaluate(DataSetIterator iterator, @Nullable List<String> labels) {
    return evaluate(iterator, labels, 1);
  }

  /**
   * As {@link #evaluate(DataSetIterator, List)}, and counts too how often the class is among the
   * {@code topN} likeliest.
   */
  public final Evaluation evaluate(
      DataSetIterator iterator, @Nullable List<String> labels, int topN) {
    requireProbabilities(Evaluation.class);
    List<String> names = labels == null ? names(iterator) : labels;
    return doEvaluation(iterator, new Evaluation(names, topN))[0];
  }

  /** Many iterators know no names, and some say so by an exception. */
  private static @Nullable List<String> names(DataSetIterator iterator) {
    try {
      return iterator.getLabels();
    } catch (UnsupportedOperationException unknown) {
      return null;
    }
  }

  /** Errors of each output; the iterator says how many outputs there are. */
  @SuppressWarnings("try") // the scope is left at its end
  public final RegressionEvaluation evaluateRegression(DataSetIterator iterator) {
    // Its sums are made at once, and outlive any workspace of the caller's.
    try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      return doEvaluation(iterator, new RegressionEvaluation(iterator.totalOutcomes()))[0];
    }
  }

  /** As {@link #evaluateROC(DataSetIterator, int)}, exactly. */
  public final ROC evaluateROC(DataSetIterator iterator) {
    return evaluateROC(iterator, 0);
  }

  /**
   * The operating characteristic of a network with two classes, or one output.
   *
   * @param rocThresholdSteps how many thresholds are tried; 0 takes every one and is exact
   * @throws IllegalStateException as {@link #evaluate(DataSetIterator)}
   */
  public final ROC evaluateROC(DataSetIterator iterator, int rocThresholdSteps) {
    requireProbabilities(ROC.class);
    return doEvaluation(iterator, new ROC(rocThresholdSteps))[0];
  }

  /** As {@link #evaluateROCMultiClass(DataSetIterator, int)}, exactly. */
  public final ROCMultiClass evaluateROCMultiClass(DataSetIterator iterator) {
    return evaluateROCMultiClass(iterator, 0);
  }

  /** The operating characteristic of each class against all others; as {@link #evaluateROC}. */
  public final ROCMultiClass evaluateROCMultiClass(
      DataSetIterator iterator, int rocThresholdSteps) {
    requireProbabilities(ROCMultiClass.class);
    return doEvaluation(iterator, new ROCMultiClass(rocThresholdSteps))[0];
  }

  private void requireProbabilities(Class<? extends IEvaluation<?>> figures) {
    if (model().checksOutputLayer()) {
      OutputLayerUtil.validateOutputLayerForClassifierEvaluation(
          model().outputs().get(0).conf().getLayer(), figures);
    }
  }

  /**
   * Shows the evaluations every batch, with its masks and its examples' records. Batches without
   * features or labels are left out.
   *
   * @return the evaluations themselves
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is given back as it came
  public final <T extends IEvaluation<?>> T[] doEvaluation(
      DataSetIterator iterator, T... evaluations) {
    sync();
    restart(iterator);
    while (iterator.hasNext()) {
      show(ComputationGraphUtil.toMultiDataSet(iterator.next()), Map.of(0, evaluations));
    }
    return evaluations;
  }

  /** As above, of the first output. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is given back as it came
  public final <T extends IEvaluation<?>> T[] doEvaluation(
      MultiDataSetIterator iterator, T... evaluations) {
    sync();
    restart(iterator);
    while (iterator.hasNext()) {
      show(iterator.next(), Map.of(0, evaluations));
    }
    return evaluations;
  }

  /**
   * Shows evaluations of some outputs a batch that has features and labels. What they keep outlives
   * any workspace of the caller's, and the network itself runs in none.
   */
  @SuppressWarnings("try") // the scope is left at its end
  final <T extends IEvaluation<?>> void show(MultiDataSet batch, Map<Integer, T[]> evaluations) {
    if (batch.getFeatures() == null || batch.getLabels() == null) {
      return;
    }
    try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      INDArray[] outputs = masked(batch);
      for (Map.Entry<Integer, T[]> each : evaluations.entrySet()) {
        int output = each.getKey();
        for (T evaluation : each.getValue()) {
          evaluation.eval(
              batch.getLabels(output),
              outputs[output],
              batch.getLabelsMaskArray(output),
              batch.getExampleMetaData());
        }
      }
    }
  }

  /**
   * The outputs under the batch's masks. Those that do more than leave out examples change what
   * layers compute, and have no compiled form: the network itself runs these batches.
   */
  private INDArray[] masked(MultiDataSet batch) {
    INDArray @Nullable [] masks = batch.getLabelsMaskArrays();
    boolean plain =
        masks == null
            || IntStream.range(0, masks.length)
                .allMatch(
                    i -> masks[i] == null || ofPixels(batch, i) || leavesOutExamples(masks[i]));
    if (!plain || BatchArrays.isMasked(batch)) {
      sync();
      return model().output(batch);
    }
    INDArray[] outputs = outputsOf(batch.getFeatures());
    for (int i = 0; masks != null && i < masks.length; i++) {
      if (masks[i] != null && !ofPixels(batch, i)) {
        outputs[i].muliColumnVector(masks[i].castTo(DataType.FLOAT));
      }
    }
    return outputs;
  }

  /** Whether an output is images, which masks leave as they are. */
  private static boolean ofPixels(MultiDataSet batch, int output) {
    return batch.getLabels(output).rank() == 4;
  }

  /** Whether it is a column of zeros and ones. */
  private static boolean leavesOutExamples(INDArray mask) {
    INDArray shares = mask.castTo(DataType.FLOAT);
    return mask.isColumnVectorOrScalar() && shares.mul(shares.rsub(1)).eq(0).all();
  }
}
