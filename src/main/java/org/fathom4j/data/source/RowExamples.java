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

/** Rows of a table as examples, each number scaled as in training. */
record RowExamples(List<Table.Row> rows, Target target, List<Scale> scales) implements Examples {
  RowExamples {
    rows = List.copyOf(rows);
    scales = List.copyOf(scales);
  }

  static RowExamples of(List<Table.Row> rows, FittedData.Table fitted) {
    return new RowExamples(rows, fitted.target(), fitted.scales());
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public FeatureShape shape() {
    return new FeatureShape.Vector(scales.size());
  }

  @Override
  public void features(int index, float[] into, int offset) {
    scale(rows.get(index), scales, into, offset);
  }

  /** What the network reads of a row. */
  static float[] scaled(Table.Row row, List<Scale> scales) {
    float[] scaled = new float[scales.size()];
    scale(row, scales, scaled, 0);
    return scaled;
  }

  private static void scale(Table.Row row, List<Scale> scales, float[] into, int offset) {
    double[] features = row.features();
    for (int j = 0; j < features.length; j++) {
      into[offset + j] = scales.get(j).of(features[j]);
    }
  }

  @Override
  public void label(int index, float[] into, int offset) {
    double label = rows.get(index).label();
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
    for (double value : rows.get(index).features()) {
      content.add(value);
    }
    return content.add(rows.get(index).label()).digest();
  }

  @Override
  public RowExamples pick(int[] indexes) {
    return new RowExamples(Arrays.stream(indexes).mapToObj(rows::get).toList(), target, scales);
  }
}
