package org.fathom4j.compiled.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** A network of Deeplearning4j that is trained: the model of record. */
public sealed interface TrainedModel permits LayerList, LayerGraph {

  /** The network, as listeners know it. */
  Model network();

  /** Its layers, in the order of its parameters. */
  List<Part> parts();

  /**
   * A layer and its place.
   *
   * @param name the first part of the names of its gradients
   * @param layer the running layer
   * @param reached whether gradients come to it: no {@code FrozenLayer} keeps them all back
   */
  record Part(String name, Layer layer, boolean reached) {
    /** Whether a step moves its parameters and statistics. */
    public boolean trained() {
      return reached && !Freezing.isFrozen(layer);
    }
  }

  /** How many arrays of features a batch has. */
  int inputs();

  /** The layers with the losses, one for each array of labels. */
  List<Layer> outputs();

  /** The settings that hold for all of it. */
  default NeuralNetConfiguration configuration() {
    return network().conf();
  }

  /** How gradients go back in time. */
  BackpropType backpropagation();

  /**
   * How many steps of sequences are trained on at a time, one part after the other, where
   * backpropagation through time is truncated to just these.
   */
  OptionalInt truncation();

  /** Whether it wants its output layer's settings checked before it is evaluated. */
  boolean checksOutputLayer();

  /** Makes what it needs to be trained, where that is not there. */
  void prepare();

  /** All parameters, in one vector of its own. */
  INDArray parameters();

  /** All gradients, in the same order. */
  INDArray gradients();

  /** Its updater; made where there is none. */
  Updater updater();

  /** What its updates are, were it trained now; its own is left as it is. */
  BaseMultiLayerUpdater<?> freshUpdater();

  /** Its updater, where there is one. */
  @Nullable Updater updaterIfAny();

  /** The kind of gradient accumulator that it shares its updates by, if it does. */
  Optional<String> accumulator();

  /** Its listeners. */
  Collection<TrainingListener> listeners();

  /** What regularization adds to the score. */
  double penalty();

  /** The score of the last mini-batch. */
  default double score() {
    return network().score();
  }

  /** Takes the score of a mini-batch. */
  void setScore(double score);

  /** Takes the gradients that listeners look at. */
  void setGradient(Gradient gradient);

  /** Shows listeners the batch. */
  void show(MultiDataSet batch);

  /** Takes the batch away from them. */
  void hide();

  /** Updates so far. */
  int iteration();

  /** Takes the number of updates. */
  void setIteration(int iteration);

  /** Epochs so far. */
  int epoch();

  /** Counts an epoch. */
  void countEpoch();

  /** Takes how long the last batch was waited for. */
  void setWaiting(long millis);

  /** Its own outputs for the features of a batch under its masks, as in inference. */
  INDArray[] output(MultiDataSet batch);
}
