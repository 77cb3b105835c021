package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;
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
            : Optional.of(inputs.stream().map(Lowering::example).toList());
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
    return notes;
  }
}
