package org.fathom4j.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Batches;
import org.fathom4j.data.Examples;
import org.fathom4j.data.Target;
import org.fathom4j.layers.output.Sequence;
import org.fathom4j.layers.output.SequenceDecoder;
import org.fathom4j.training.BatchArrays;
import org.fathom4j.training.ModelFile;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A trained network, read back from its run. */
public final class StoredNetwork {
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
    checkFits(test);
    if (test.target() instanceof Target.Sequence target) {
      return sequences(test, target, title);
    }
    if (test.target() instanceof Target.Classes classes) {
      return classes(test, classes, title);
    }
    throw new InvalidSpecException(
        title + " has no classes to score; evaluate reads classes and whole numbers");
  }

  private Evaluation classes(Examples test, Target.Classes classes, String title) {
    ClassTally tally = new ClassTally(classes.names());
    int width = classes.width();
    try (Batches batches = Batches.ordered(test, BATCH)) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        float[] outputs = output(batch).dup('c').data().asFloat();
        for (int i = 0; i < batch.size(); i++) {
          int predicted = argmax(outputs, i * width, width);
          tally.add(
              argmax(batch.labels(), i * width, width), predicted, outputs[i * width + predicted]);
        }
      }
    }
    return tally.evaluation(title);
  }

  private Evaluation sequences(Examples test, Target.Sequence target, String title) {
    SequenceTally tally = new SequenceTally(target.maxLength());
    SequenceDecoder decoder = new SequenceDecoder(target.maxLength(), target.symbols());
    try (Batches batches = Batches.ordered(test, BATCH)) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        List<Sequence> read = decoder.decode(output(batch));
        for (int i = 0; i < batch.size(); i++) {
          tally.add(read.get(i), batch.labels(), i * target.width());
        }
      }
    }
    return tally.evaluation(title);
  }

  private INDArray output(Batch batch) {
    return network.output(BatchArrays.features(batch));
  }

  private void checkFits(Examples test) {
    long outputs = network.layerSize(network.getnLayers() - 1);
    if (test.target() instanceof Target.Classes classes && outputs != classes.width()) {
      throw new InvalidSpecException(
          "the network has %d outputs, the data set has %d classes"
              .formatted(outputs, classes.width()));
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

  private static int argmax(float[] values, int from, int width) {
    int best = 0;
    for (int j = 1; j < width; j++) {
      if (values[from + j] > values[from + best]) {
        best = j;
      }
    }
    return best;
  }
}
