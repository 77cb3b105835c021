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
 * Rows of a table as examples, each number scaled as in training. They are scaled once, and what a
 * network reads of all of them lies side by side: a small network trains on a row in less time than
 * scaling takes, or going from object to object.
 */
final class RowExamples implements Examples {
  private final List<Table.Row> rows;
  private final Target target;
  private final int numbers;
  private final float[] features;
  private final float[] labels;

  private RowExamples(
      List<Table.Row> rows, Target target, int numbers, float[] features, float[] labels) {
    this.rows = rows;
    this.target = target;
    this.numbers = numbers;
    this.features = features;
    this.labels = labels;
  }

  static RowExamples of(List<Table.Row> rows, FittedData.Table fitted) {
    List<Scale> scales = fitted.scales();
    Target target = fitted.target();
    int numbers = scales.size();
    int width = target.width();
    float[] features = new float[Math.multiplyExact(rows.size(), numbers)];
    float[] labels = new float[Math.multiplyExact(rows.size(), width)];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(scaled(rows.get(i), scales), 0, features, i * numbers, numbers);
      label(rows.get(i).label(), target, labels, i * width);
    }
    return new RowExamples(List.copyOf(rows), target, numbers, features, labels);
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
  public Target target() {
    return target;
  }

  @Override
  public void features(int index, float[] into, int offset) {
    System.arraycopy(features, index * numbers, into, offset, numbers);
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
    int width = target.width();
    System.arraycopy(labels, index * width, into, offset, width);
  }

  private static void label(double label, Target target, float[] into, int offset) {
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
    int width = target.width();
    float[] someFeatures = new float[indexes.length * numbers];
    float[] someLabels = new float[indexes.length * width];
    for (int i = 0; i < indexes.length; i++) {
      features(indexes[i], someFeatures, i * numbers);
      label(indexes[i], someLabels, i * width);
    }
    List<Table.Row> some = Arrays.stream(indexes).mapToObj(rows::get).toList();
    return new RowExamples(some, target, numbers, someFeatures, someLabels);
  }
}
