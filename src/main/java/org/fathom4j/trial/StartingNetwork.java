package org.fathom4j.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.RunFiles;
import org.fathom4j.training.ModelFile;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network of an earlier run that a training starts from ({@code training.init.from}).
 *
 * @param model its file
 */
record StartingNetwork(Path model) {
  /**
   * The network of a trial's folder, or of the best trial of a run.
   *
   * @throws InvalidSpecException if there is none
   */
  static StartingNetwork of(String folder) {
    Path run = Path.of(folder);
    Path model =
        Files.isRegularFile(run.resolve("sweep.json")) ? best(run) : run.resolve("model.zip");
    if (!Files.isRegularFile(model)) {
      throw new InvalidSpecException(
          "training.init.from: %s holds no trained network; name the folder of a run or of a complete trial"
              .formatted(folder));
    }
    return new StartingNetwork(model);
  }

  private static Path best(Path run) {
    SweepRecord sweep = LocalStore.read(run);
    int number = sweep.best().map(TrialRecord::number).orElse(0);
    return new RunFiles(run).model(number);
  }

  /**
   * Gives a new network its weights, layer by layer. A layer of other shapes, such as the last one
   * where there are other classes, keeps its own start.
   *
   * @return the types of the layers that kept their own
   * @throws InvalidSpecException if it cannot be read, or no layer is alike
   */
  List<String> give(MultiLayerNetwork network) {
    MultiLayerNetwork stored = read();
    List<String> own = new ArrayList<>();
    int given = 0;
    for (int layer = 0; layer < network.getnLayers(); layer++) {
      Map<String, INDArray> into = network.getLayer(layer).paramTable();
      if (into.isEmpty()) {
        continue;
      }
      if (layer < stored.getnLayers() && copied(stored.getLayer(layer).paramTable(), into)) {
        given++;
      } else {
        own.add("%d (%s)".formatted(layer + 1, network.getLayer(layer).getClass().getSimpleName()));
      }
    }
    if (given == 0) {
      throw new InvalidSpecException(
          "training.init.from: no layer of the network in %s has the shapes of this one's"
              .formatted(model));
    }
    return own;
  }

  private MultiLayerNetwork read() {
    try {
      return ModelFile.network(model);
    } catch (IOException | IllegalArgumentException failure) {
      throw new InvalidSpecException(
          "training.init.from: %s cannot be read: %s".formatted(model, failure.getMessage()));
    }
  }

  /** Copies the arrays of a layer where all have the same names and shapes; whether they have. */
  private static boolean copied(Map<String, INDArray> from, Map<String, INDArray> into) {
    if (!shapes(from).equals(shapes(into))) {
      return false;
    }
    from.forEach((name, array) -> into.computeIfPresent(name, (n, own) -> own.assign(array)));
    return true;
  }

  private static Map<String, List<Long>> shapes(Map<String, INDArray> arrays) {
    return arrays.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> Arrays.stream(entry.getValue().shape()).boxed().toList()));
  }
}
