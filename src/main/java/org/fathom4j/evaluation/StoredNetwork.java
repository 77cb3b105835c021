package org.fathom4j.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.Batch;
import org.fathom4j.data.ExampleStream;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.scoring.Answer;
import org.fathom4j.scoring.ClassScoring;
import org.fathom4j.scoring.NumberScoring;
import org.fathom4j.scoring.Scoring;
import org.fathom4j.scoring.SequenceScoring;
import org.fathom4j.training.BatchArrays;
import org.fathom4j.training.Dl4jEngine;
import org.fathom4j.training.Evaluator;
import org.fathom4j.training.ModelFile;

/** A trained network, read back from its run. */
public final class StoredNetwork {
  /** As many examples are asked about at once. */
  private static final int BATCH = 256;

  private final MultiLayerNetwork network;
  private final Optional<ModelFile> kept;

  private StoredNetwork(MultiLayerNetwork network, Optional<ModelFile> kept) {
    this.network = network;
    this.kept = kept;
  }

  /**
   * Reads the network of a trial.
   *
   * @param model its {@code model.zip}
   * @throws InvalidSpecException if there is none, or it cannot be read
   */
  public static StoredNetwork read(Path model) {
    if (!Files.isRegularFile(model)) {
      throw new InvalidSpecException(
          model
              + ": no stored network; name the folder of a complete trial, as best.run of 'run --json' gives it");
    }
    try {
      return new StoredNetwork(ModelFile.network(model), ModelFile.read(model));
    } catch (IOException | IllegalArgumentException failure) {
      throw new InvalidSpecException(model + " cannot be read: " + failure.getMessage());
    }
  }

  /** The network itself, with the parameters of its chosen epoch. */
  public MultiLayerNetwork network() {
    return network;
  }

  /**
   * What was kept with it: how examples become what it reads, and which it was trained on.
   *
   * @throws InvalidSpecException if an early version stored it, which kept neither
   */
  public ModelFile kept() {
    return kept.orElseThrow(
        () ->
            new InvalidSpecException(
                "the network was stored by an early version, which did not keep how it reads its"
                    + " data (scaling, columns, classes) nor which examples it was trained on; any"
                    + " score of it would be a guess. Run its experiment again"));
  }

  /**
   * Scores examples.
   *
   * @param title of their data set
   * @throws InvalidSpecException if the network was made for other shapes or classes
   */
  public Evaluation evaluate(Examples test, String title) {
    checkFits(test.target());
    Scoring scoring;
    try (Dl4jEngine engine = new Dl4jEngine(network)) {
      scoring = Evaluator.of(network).predict(engine, test);
    }
    if (scoring instanceof NumberScoring numbers) {
      return NumberEvaluation.of(title, numbers);
    }
    if (scoring instanceof ClassScoring classes && test.target() instanceof Target.Classes target) {
      return ClassEvaluation.of(title, target.names(), classes);
    }
    return ClassEvaluation.of(title, (SequenceScoring) scoring);
  }

  /**
   * Says what it thinks of examples, batch by batch, until there are no more or nobody listens.
   *
   * @throws InvalidSpecException if the network was made for other classes than it says
   */
  public void predict(ExampleStream examples, PredictionListener listener) {
    Target target = kept().fitted().target();
    checkFits(target);
    List<ExampleStream.Example> batch = new ArrayList<>();
    boolean more = true;
    try (Dl4jEngine engine = new Dl4jEngine(network)) {
      while (more) {
        ExampleStream.Asked next = examples.next();
        more = next != null;
        if (next instanceof ExampleStream.Bad bad) {
          listener.bad(bad.fault());
        } else if (next instanceof ExampleStream.Example example) {
          batch.add(example);
        }
        if (batch.size() == BATCH || (!more && !batch.isEmpty())) {
          more &= listener.predicted(batch, answers(engine, batch, examples.shape(), target));
          batch.clear();
        }
      }
    }
  }

  private static List<Answer> answers(
      Dl4jEngine engine, List<ExampleStream.Example> examples, FeatureShape shape, Target target) {
    int views = examples.get(0).views().size();
    float[] mean = new float[0];
    for (int view = 0; view < views; view++) {
      float[] features = new float[examples.size() * shape.size()];
      for (int i = 0; i < examples.size(); i++) {
        float[] one = examples.get(i).views().get(view);
        System.arraycopy(one, 0, features, i * shape.size(), shape.size());
      }
      Batch batch = new Batch(features, new float[0], examples.size(), shape, target);
      float[] outputs = BatchArrays.numbers(engine.output(BatchArrays.features(batch)));
      mean = view == 0 ? new float[outputs.length] : mean;
      for (int i = 0; i < outputs.length; i++) {
        mean[i] += outputs[i] / views;
      }
    }
    return Answer.of(target, mean, examples.size());
  }

  private void checkFits(Target predicted) {
    long outputs = network.layerSize(network.getnLayers() - 1);
    if (predicted instanceof Target.Classes classes && outputs != classes.width()) {
      throw new InvalidSpecException(
          "the network has %d outputs, the data set has %d classes"
              .formatted(outputs, classes.width()));
    }
    if (predicted instanceof Target.Numbers numbers && outputs != numbers.width()) {
      throw new InvalidSpecException(
          "the network has %d outputs, the data set has %d numbers to predict"
              .formatted(outputs, numbers.width()));
    }
    if (predicted instanceof Target.Sequence target) {
      int needed = target.maxLength() + 2 + target.maxLength() * target.symbols();
      if (outputs != needed) {
        throw new InvalidSpecException(
            "the network has %d outputs, whole numbers need the %d of a sequence-output"
                .formatted(outputs, needed));
      }
    }
  }
}
