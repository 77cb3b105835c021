package org.fathom4j.tracking.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads lines of epochs into columns, as {@link org.fathom4j.metrics.EpochRecord} is read, in a
 * third of the time.
 */
final class CurvesReader {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private final Map<String, double[]> metrics = new LinkedHashMap<>();
  private long[] timeMillis = new long[16];
  private int epochs;

  private CurvesReader(Curves before) {
    epochs = before.epochs();
    timeMillis = Arrays.copyOf(before.timeMillis(), Math.max(16, epochs));
    before.metrics().forEach((name, values) -> metrics.put(name, sized(values, epochs)));
  }

  /**
   * The curves and further epochs.
   *
   * @param length of the text's whole lines
   * @throws com.fasterxml.jackson.core.JsonProcessingException where a line is damaged
   */
  static Curves read(Curves before, byte[] text, int length) throws IOException {
    CurvesReader reader = new CurvesReader(before);
    try (JsonParser parser = JSON.createParser(text, 0, length)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw new JsonParseException(parser, "no epoch");
        }
        reader.epoch(parser);
      }
    }
    return reader.curves();
  }

  private void epoch(JsonParser parser) throws IOException {
    if (epochs == timeMillis.length) {
      timeMillis = Arrays.copyOf(timeMillis, 2 * epochs);
    }
    epochs++;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("timeMillis") && value == JsonToken.VALUE_NUMBER_INT) {
        timeMillis[epochs - 1] = parser.getLongValue();
      } else if (name.equals("metrics") && value == JsonToken.START_OBJECT) {
        metrics(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void metrics(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      double[] values = metrics.computeIfAbsent(name, key -> new double[0]);
      if (values.length < epochs) {
        values = sized(values, Math.max(16, 2 * values.length));
        values = values.length < epochs ? sized(values, timeMillis.length) : values;
        metrics.put(name, values);
      }
      values[epochs - 1] = value.isNumeric() ? parser.getDoubleValue() : wild(parser);
    }
  }

  /** NaN and the infinities are written as strings; nothing else is. */
  private static double wild(JsonParser parser) throws IOException {
    parser.skipChildren();
    return switch (String.valueOf(parser.getText())) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  private Curves curves() {
    metrics.replaceAll((name, values) -> sized(values, epochs));
    return new Curves(Arrays.copyOf(timeMillis, epochs), metrics);
  }

  private static double[] sized(double[] values, int length) {
    double[] sized = Arrays.copyOf(values, length);
    if (length > values.length) {
      Arrays.fill(sized, values.length, length, Double.NaN);
    }
    return sized;
  }
}
