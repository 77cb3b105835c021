package org.fathom4j.data.source;

import java.util.List;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.data.datavec.Table;

/** Rows of a table as examples: (value - centre) / scale, feature by feature. */
final class RowExamples implements Examples {
  private final Table table;
  private final int[] rows;
  private final Target target;
  private final Scaling scaling;

  RowExamples(Table table, int[] rows, Target target, Scaling scaling) {
    this.table = table;
    this.rows = rows.clone();
    this.target = target;
    this.scaling = scaling;
  }

  /** How values become what a network sees: the same for every split. */
  @SuppressWarnings("ArrayRecordComponent") // Read on the hot path, compared by nobody.
  record Scaling(String name, float[] centre, float[] scale) {
    /**
     * Measures training rows.
     *
     * @param name standardize (mean 0, deviation 1), min-max (0 to 1) or none
     */
    static Scaling of(String name, List<float[]> all, int[] rows, int width) {
      float[] centre = new float[width];
      float[] scale = new float[width];
      for (int j = 0; j < width; j++) {
        double sum = 0;
        double squares = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int row : rows) {
          double value = all.get(row)[j];
          sum += value;
          squares += value * value;
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
        double mean = sum / Math.max(1, rows.length);
        double deviation = Math.sqrt(Math.max(0, squares / Math.max(1, rows.length) - mean * mean));
        boolean standardize = name.equals("standardize");
        boolean none = name.equals("none");
        centre[j] = (float) (none ? 0 : standardize ? mean : low);
        double spread = none ? 1 : standardize ? deviation : high - low;
        scale[j] = spread > 0 ? (float) spread : 1;
      }
      return new Scaling(name, centre, scale);
    }
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public FeatureShape shape() {
    return new FeatureShape.Vector(table.features().size());
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public void features(int index, float[] into, int offset) {
    float[] row = table.rows().get(rows[index]);
    for (int j = 0; j < row.length; j++) {
      into[offset + j] = (row[j] - scaling.centre[j]) / scaling.scale[j];
    }
  }

  @Override
  public void label(int index, float[] into, int offset) {
    float label = table.labels().get(rows[index]);
    if (target instanceof Target.Classes classes) {
      for (int i = 0; i < classes.width(); i++) {
        into[offset + i] = i == (int) label ? 1 : 0;
      }
    } else if (target instanceof Target.Numbers numbers) {
      into[offset] = numbers.scaled(0, label);
    }
  }
}
