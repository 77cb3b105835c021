package org.fathom4j.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.fathom4j.data.ExampleStream.Example;
import org.fathom4j.data.Target;
import org.fathom4j.report.export.CsvLine;
import org.fathom4j.scoring.Answer;
import org.fathom4j.scoring.Answer.OfClass;
import org.fathom4j.scoring.Answer.OfNumbers;
import org.fathom4j.scoring.Answer.OfSequence;

/** How predictions are written, a line for each. Every text ends with a line feed. */
sealed interface PredictionLines {
  /** What comes before the first; may be empty. */
  String head();

  /** One prediction. */
  String line(Example example, Answer answer);

  /**
   * As a table: row, file where examples are files, what is predicted, then the probability of each
   * class.
   *
   * @param target what is predicted
   * @param named whether examples are files
   */
  record Csv(Target target, boolean named) implements PredictionLines {
    @Override
    public String head() {
      List<String> columns = new ArrayList<>(List.of("row"));
      if (named) {
        columns.add("file");
      }
      if (target instanceof Target.Numbers numbers && numbers.width() > 1) {
        columns.addAll(numbers.names());
      } else {
        columns.add("predicted");
      }
      if (target instanceof Target.Classes classes) {
        columns.addAll(classes.names());
      } else if (target instanceof Target.Sequence) {
        columns.add("probability");
      }
      return CsvLine.of(columns);
    }

    @Override
    public String line(Example example, Answer answer) {
      List<String> cells = new ArrayList<>(List.of(Long.toString(example.number())));
      if (named) {
        cells.add(example.name());
      }
      if (answer instanceof OfClass one) {
        cells.add(one.name());
        one.outputs().forEach(output -> cells.add(output.toString()));
      } else if (answer instanceof OfNumbers numbers) {
        numbers.values().forEach(value -> cells.add(value.toString()));
      } else if (answer instanceof OfSequence number) {
        cells.add(number.text());
        cells.add(Double.toString(number.probability()));
      }
      return CsvLine.of(cells);
    }
  }

  /**
   * As JSON Lines: an object for each.
   *
   * @param target what is predicted
   * @param mapper writes them
   */
  record Json(Target target, ObjectMapper mapper) implements PredictionLines {
    @Override
    public String head() {
      return "";
    }

    @Override
    public String line(Example example, Answer answer) {
      ObjectNode root = mapper.createObjectNode().put("row", example.number());
      if (!example.name().isEmpty()) {
        root.put("file", example.name());
      }
      if (answer instanceof OfClass one) {
        root.put("predicted", one.name());
        ObjectNode probabilities = root.putObject("probabilities");
        for (int c = 0; c < one.names().size(); c++) {
          put(probabilities, one.names().get(c), one.outputs().get(c));
        }
      } else if (answer instanceof OfNumbers numbers) {
        put(root, numbers.values());
      } else if (answer instanceof OfSequence number) {
        root.put("predicted", number.text()).put("probability", number.probability());
      }
      return root + "\n";
    }

    private void put(ObjectNode root, List<Double> values) {
      if (values.size() == 1) {
        put(root, "predicted", values.get(0));
        return;
      }
      ObjectNode predicted = root.putObject("predicted");
      List<String> names = ((Target.Numbers) target).names();
      for (int j = 0; j < names.size(); j++) {
        put(predicted, names.get(j), values.get(j));
      }
    }

    /** JSON has no NaN. */
    private static void put(ObjectNode node, String key, Number value) {
      if (!Double.isFinite(value.doubleValue())) {
        node.putNull(key);
      } else if (value instanceof Float single) {
        node.put(key, single);
      } else {
        node.put(key, value.doubleValue());
      }
    }
  }
}
