package org.fathom4j.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.data.Examples;
import org.fathom4j.data.Target;
import org.fathom4j.scoring.ClassScoring;
import org.fathom4j.scoring.NumberScoring;
import org.fathom4j.scoring.Scoring;
import org.fathom4j.scoring.SequenceScoring;
import org.fathom4j.training.Dl4jEngine;
import org.fathom4j.training.Evaluator;
import org.fathom4j.training.ModelFile;

/** A trained network, read back from its run. */
public final class StoredNetwork {
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
    checkFits(test);
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

  private void checkFits(Examples test) {
    long outputs = network.layerSize(network.getnLayers() - 1);
    if (test.target() instanceof Target.Classes classes && outputs != classes.width()) {
      throw new InvalidSpecException(
          "the network has %d outputs, the data set has %d classes"
              .formatted(outputs, classes.width()));
    }
    if (test.target() instanceof Target.Numbers numbers && outputs != numbers.width()) {
      throw new InvalidSpecException(
          "the network has %d outputs, the data set has %d numbers to predict"
              .formatted(outputs, numbers.width()));
    }
    if (test.target() instanceof Target.Sequence target) {
      int needed = target.maxLength() + 2 + target.maxLength() * target.symbols();
      if (outputs != needed) {
        throw new InvalidSpecException(
            "the network has %d outputs, whole numbers need the %d of a sequence-output"
                .formatted(outputs, needed));
      }
    }
  }
}
