package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.fathom4j.compiled.Explanation.Note;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.lowering.HostStep;
import org.fathom4j.compiled.lowering.Lowering;
import org.fathom4j.compiled.model.TrainedModel;
import org.fathom4j.compiled.update.Delegation;

/** Gathers what there is to know of a network that can be compiled. */
final class Explaining {
  private Explaining() {}

  /** The notes on a network that can be compiled, on inputs of these types if they are known. */
  static List<Note> notes(TrainedModel model, Lowering lowering, List<InputType> inputs) {
    List<Note> notes = new ArrayList<>();
    lowering.untrained().forEach((layer, why) -> notes.add(new Note(layer, why)));
    Optional<List<Shape>> example =
        inputs.isEmpty()
            ? lowering.example()
            : Optional.of(inputs.stream().map(lowering::example).toList());
    if (example.isPresent()) {
      for (HostStep step : lowering.hostSteps(example.get())) {
        notes.add(new Note(step.layer(), step.toString()));
      }
    } else {
      notes.add(
          new Note(
              "network",
              "its steps in Java depend on the size of its images, explain(network,"
                  + " InputType.convolutional(height, width, channels)) lists them"));
    }
    notes.add(new Note("update", Delegation.describe(model)));
    String scaled =
        model.parts().stream()
            .filter(TrainedModel.Part::trained)
            .filter(part -> stretchesStatistics(part.layer().getConfig()))
            .map(TrainedModel.Part::name)
            .collect(Collectors.joining(", "));
    if (!scaled.isEmpty()) {
      notes.add(
          new Note(
              "update",
              "the steps of running statistics are renormalized with the gradients of layer "
                  + scaled
                  + ", as in Deeplearning4j: a running variance may fall below 0, and outputs become"
                  + " NaN; set GradientNormalization.None there"));
    }
    return notes;
  }

  /** Whether what brings running statistics closer to a batch's is made as long as any gradient. */
  private static boolean stretchesStatistics(TrainingConfig layer) {
    GradientNormalization kind = layer.getGradientNormalization();
    return layer instanceof BatchNormalization
        && (kind == GradientNormalization.RenormalizeL2PerLayer
            || kind == GradientNormalization.RenormalizeL2PerParamType);
  }
}
