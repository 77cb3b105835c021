package org.fathom4j.data.source;

import java.util.Arrays;
import java.util.List;
import org.fathom4j.data.Content;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedData.Scale;
import org.fathom4j.data.Target;
import org.fathom4j.data.datavec.Table;

/**
 * Rows of a table as examples, each number scaled as in training. They are scaled once: a small
 * network trains on a row in less time than that takes.
 *
 * @param numbers how many each row has
 */
record RowExamples(List<ScaledRow> rows, Target target, int numbers) implements Examples {
  RowExamples {
    rows = List.copyOf(rows);
  }

  /** A row as it was read, and what the network reads of it. */
  @SuppressWarnings("ArrayRecordComponent") // Never changed, compared by nobody.
  private record ScaledRow(Table.Row row, float[] features) {}

  static RowExamples of(List<Table.Row> rows, FittedData.Table fitted) {
    List<Scale> scales = fitted.scales();
    return new RowExamples(
        rows.stream().map(row -> new ScaledRow(row, scaled(row, scales))).toList(),
        fitted.target(),
        scales.size());
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public FeatureShape shape() {
    return new FeatureShape.Vector(numbers);
  }

  @Override
  public void features(int index, float[] into, int offset) {
    System.arraycopy(rows.get(index).features(), 0, into, offset, numbers);
  }

  /** What the network reads of a row. */
  static float[] scaled(Table.Row row, List<Scale> scales) {
    double[] features = row.features();
    float[] scaled = new float[features.length];
    for (int j = 0; j < features.length; j++) {
      scaled[j] = scales.get(j).of(features[j]);
    }
    return scaled;
  }

  @Override
  public void label(int index, float[] into, int offset) {
    double label = rows.get(index).row().label();
    if (target instanceof Target.Classes classes) {
      for (int i = 0; i < classes.width(); i++) {
        into[offset + i] = i == (int) label ? 1 : 0;
      }
    } else if (target instanceof Target.Numbers numbers) {
      into[offset] = numbers.scaled(0, label);
    }
  }

  /** Every value of the row as it was read, the label too. */
  @Override
  public long content(int index) {
    Content content = new Content();
    for (double value : rows.get(index).row().features()) {
      content.add(value);
    }
    return content.add(rows.get(index).row().label()).digest();
  }

  @Override
  public RowExamples pick(int[] indexes) {
    return new RowExamples(Arrays.stream(indexes).mapToObj(rows::get).toList(), target, numbers);
  }
}
