package org.fathom4j.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fathom4j.data.Target;
import org.fathom4j.layers.output.Sequence;
import org.fathom4j.layers.output.SequenceDecoder;

/** What a network says of one example, in the words of what is predicted. */
public sealed interface Answer {
  /**
   * One of several classes.
   *
   * @param name the class of the largest output, of equal ones the first
   * @param names of all classes, in order
   * @param outputs of all of them: probabilities, where the last layer gives such
   */
  record OfClass(String name, List<String> names, List<Float> outputs) implements Answer {
    /** Copies the lists. */
    public OfClass {
      names = List.copyOf(names);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Real numbers.
   *
   * @param values in their own unit
   */
  record OfNumbers(List<Double> values) implements Answer {
    /** Copies the list. */
    public OfNumbers {
      values = List.copyOf(values);
    }
  }

  /**
   * A whole number.
   *
   * @param text its digits, {@code +} behind those of a longer one
   * @param probability of length and digits together
   */
  record OfSequence(String text, double probability) implements Answer {}

  /**
   * The answers of a batch.
   *
   * @param target what is predicted
   * @param outputs what the network gave, example by example
   * @param size how many examples
   */
  static List<Answer> of(Target target, float[] outputs, int size) {
    int width = outputs.length / size;
    List<Answer> answers = new ArrayList<>();
    for (int from = 0; from < outputs.length; from += width) {
      answers.add(of(target, Arrays.copyOfRange(outputs, from, from + width)));
    }
    return answers;
  }

  private static Answer of(Target target, float[] outputs) {
    if (target instanceof Target.Sequence sequence) {
      double[] probabilities = new double[outputs.length];
      Arrays.setAll(probabilities, j -> outputs[j]);
      Sequence read =
          new SequenceDecoder(sequence.maxLength(), sequence.symbols()).decode(probabilities);
      return new OfSequence(read.text(), read.probability());
    }
    if (target instanceof Target.Numbers numbers) {
      List<Double> values = new ArrayList<>();
      for (int j = 0; j < outputs.length; j++) {
        values.add(numbers.restored(j, outputs[j]));
      }
      return new OfNumbers(values);
    }
    List<String> names = ((Target.Classes) target).names();
    List<Float> list = new ArrayList<>();
    for (float output : outputs) {
      list.add(output);
    }
    return new OfClass(names.get(Argmax.of(outputs, 0, outputs.length)), names, list);
  }
}
