package org.fathom4j.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.report.chart.SmallPicture;
import org.fathom4j.report.inspection.Filters;
import org.fathom4j.report.inspection.Filters.Filter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of the first layer that has any, where they look at pictures. */
final class FilterPictures {
  private static final int MOST = 64;
  private static final int FEWEST = 8;

  /** Weights of all pictures together: what a page can carry. */
  private static final int WEIGHTS = 24_000;

  private final int layer;
  private final int height;
  private final int width;
  private final int units;
  private final boolean maxout;
  private final List<float[]> weights;

  private FilterPictures(
      int layer, int height, int width, int units, boolean maxout, List<float[]> weights) {
    this.layer = layer;
    this.height = height;
    this.width = width;
    this.units = units;
    this.maxout = maxout;
    this.weights = weights;
  }

  static Filters of(MultiLayerNetwork network, FeatureShape.Image image) {
    for (int i = 0; i < network.getnLayers(); i++) {
      INDArray w = network.getLayer(i).paramTable().get("W");
      if (w != null) {
        return of(network.getLayer(i).conf().getLayer(), i + 1, w, image);
      }
    }
    return Filters.NONE;
  }

  private static Filters of(
      org.deeplearning4j.nn.conf.layers.Layer layer,
      int place,
      INDArray w,
      FeatureShape.Image image) {
    if (!(layer instanceof FeedForwardLayer forward)) {
      return Filters.NONE;
    }
    int units = (int) forward.getNOut();
    if (layer instanceof ConvolutionLayer
        && !(layer instanceof LocallyConnected)
        && w.rank() == 4
        && w.size(1) == image.channels()) {
      boolean maxout = layer instanceof MaxoutConvolution;
      List<float[]> rows = rows(w.reshape('c', w.size(0), w.length() / w.size(0)));
      int height = (int) w.size(2);
      return new FilterPictures(place, height, (int) w.size(3), units, maxout, rows).filters();
    }
    boolean maxout = layer instanceof Maxout;
    if ((maxout || layer instanceof DenseLayer) && w.size(0) == image.size()) {
      List<float[]> rows = rows(w.transpose());
      return new FilterPictures(place, image.height(), image.width(), units, maxout, rows)
          .filters();
    }
    return Filters.NONE;
  }

  private static List<float[]> rows(INDArray matrix) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      rows.add(matrix.getRow(i).toFloatVector());
    }
    return rows;
  }

  private Filters filters() {
    record Indexed(int index, double norm) {}
    int most = Math.max(FEWEST, Math.min(MOST, WEIGHTS / weights.get(0).length));
    List<Indexed> strongest = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      strongest.add(new Indexed(i, norm(weights.get(i))));
    }
    strongest.sort(Comparator.comparingDouble(Indexed::norm).reversed());
    strongest.removeIf(each -> !Double.isFinite(each.norm()));
    List<Indexed> shown = strongest.subList(0, Math.min(most, strongest.size()));
    double scale = shown.stream().mapToDouble(each -> largest(each.index())).max().orElse(0);
    return new Filters(
        layer,
        weights.size(),
        scale,
        shown.stream()
            .map(each -> new Filter(name(each.index()), each.norm(), picture(each.index(), scale)))
            .toList());
  }

  private String name(int index) {
    String unit = (maxout ? "unit " : "filter ") + (index % units + 1);
    return maxout ? unit + ", piece " + (index / units + 1) : unit;
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private double largest(int index) {
    double largest = 0;
    for (float value : weights.get(index)) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Grey is 0. */
  private String picture(int index, double scale) {
    float[] values = weights.get(index);
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) Math.round(128 + (scale > 0 ? 127 * values[i] / scale : 0));
    }
    return new SmallPicture(height, width, pixels).base64();
  }
}
