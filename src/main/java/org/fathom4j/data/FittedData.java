package org.fathom4j.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a network knows of the data it was trained on: everything that turns a raw example into the
 * numbers it reads, and its outputs into names. Measured once, on the training examples, and kept
 * with the network, so that whatever it reads later it sees as it saw its own test examples.
 */
public sealed interface FittedData {
  /** What is predicted. */
  Target target();

  /** What the network reads, for messages. */
  String describe();

  /**
   * Rows of a table.
   *
   * @param columns every column, those that are not used too, in the order of the training file
   * @param label name of the column that is predicted
   * @param target what is predicted, a number with its scale
   * @param scales one for each feature, in the order in which the network reads them
   * @param fill what stands for a gap, by feature: the median of the training rows; empty where a
   *     gap is a bad record
   */
  record Table(
      List<Column> columns,
      String label,
      Target target,
      List<Scale> scales,
      @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Double> fill)
      implements FittedData {
    /** Copies the collections. */
    public Table {
      fill = Map.copyOf(fill);
      columns = List.copyOf(columns);
      scales = List.copyOf(scales);
    }

    @Override
    public String describe() {
      return "tables with the columns "
          + String.join(
              ", ",
              columns.stream()
                  .filter(c -> c.kind() != Column.Kind.IGNORED)
                  .map(Column::name)
                  .toList());
    }
  }

  /**
   * How a number of a table becomes one that a network reads: {@code (value - centre) / scale},
   * worked out in double precision.
   *
   * @param feature its name
   * @param centre the training rows' mean or smallest value, or 0
   * @param scale the training rows' deviation or range, or 1; above 0
   */
  record Scale(String feature, double centre, double scale) {
    /** What the network reads; infinite where single precision cannot hold it. */
    public float of(double value) {
      return (float) ((value - centre) / scale);
    }
  }

  /**
   * Pictures.
   *
   * @param stored size to which every picture is brought
   * @param shown the part of it, at the centre, that the network reads
   * @param target what is predicted
   * @param levels how bytes become numbers
   * @param crops so many times so many parts are read in place of the one at the centre
   */
  record Pictures(
      FeatureShape.Image stored, FeatureShape.Image shown, Target target, Levels levels, int crops)
      implements FittedData {
    /** From a file, where an early version said nothing of crops. */
    @JsonCreator
    static Pictures read(
        @JsonProperty("stored") FeatureShape.Image stored,
        @JsonProperty("shown") FeatureShape.Image shown,
        @JsonProperty("target") Target target,
        @JsonProperty("levels") Levels levels,
        @JsonProperty("crops") @Nullable Integer crops) {
      return new Pictures(stored, shown, target, levels, crops == null ? 1 : crops);
    }

    @Override
    public String describe() {
      return "examples of " + shown;
    }
  }

  /**
   * How the bytes of a picture become numbers.
   *
   * @param normalize per-image-mean, standardize or none
   * @param scale grey levels that become 1, of per-image-mean
   * @param mean of the training pictures by channel, of standardize
   * @param deviation of the training pictures by channel, of standardize
   */
  record Levels(String normalize, double scale, List<Double> mean, List<Double> deviation) {
    /** Copies the lists. */
    public Levels {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
    }
  }

  /**
   * Examples that a study makes itself: no other data set has their like.
   *
   * @param target what is predicted
   */
  record OwnNumbers(Target target) implements FittedData {
    @Override
    public String describe() {
      return "numbers that a study made";
    }
  }
}
