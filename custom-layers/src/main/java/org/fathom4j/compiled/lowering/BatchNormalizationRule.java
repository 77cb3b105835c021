package org.fathom4j.compiled.lowering;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_LOG_STD;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.fathom4j.compiled.graph.Fill;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.RunningStatistics;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.VarianceOfLogarithm;

/**
 * BatchNormalization. The running statistics are parameters in Deeplearning4j, moved by a
 * "gradient" that is the step to the new value: {@code (1 - decay)(mean - batch mean)}, and for the
 * variance the same or its logarithmic form.
 */
final class BatchNormalizationRule implements LayerRule {
  @Override
  public Optional<String> obstacle(LayerSite site) {
    BatchNormalization layer = site.as(BatchNormalization.class);
    boolean halfLocked =
        layer.isLockGammaBeta() && (layer.getGamma() == 1) != (layer.getBeta() == 0);
    return halfLocked
        ? Optional.of(
            "locked gamma %s with beta %s has no compiled form: Deeplearning4j leaves out both"
                .formatted(layer.getGamma(), layer.getBeta()))
        : Optional.empty();
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    if (Sequences.is(x.shape())) {
      throw new IllegalArgumentException(
          "layer %s: batch normalization of sequences has no compiled form: Deeplearning4j takes their examples for channels (its input is %s)"
              .formatted(site.name(), x.shape()));
    }
    BatchNormalization layer = site.as(BatchNormalization.class);
    site.layout().require(site, layer.getCnn2DFormat(), x);
    Shape channels = Shape.of(layer.getNOut());
    String spread = layer.isUseLogStd() ? GLOBAL_LOG_STD : GLOBAL_VAR;
    Normalization.Scale scale =
        layer.isLockGammaBeta()
            ? new Normalization.Scale(
                new Fill(layer.getGamma()).of(graph, channels),
                new Fill(layer.getBeta()).of(graph, channels))
            : new Normalization.Scale(
                site.parameter(graph, GAMMA, channels), site.parameter(graph, BETA, channels));
    Tensor runningMean = site.parameter(graph, GLOBAL_MEAN, channels);
    Tensor runningSpread = site.parameter(graph, spread, channels);
    Normalization normalization = new Normalization(layer.getEps(), !graph.training());
    if (!graph.training()) {
      Tensor variance =
          layer.isUseLogStd() ? new VarianceOfLogarithm().of(graph, runningSpread) : runningSpread;
      return normalization.fixed(
          graph, x, scale, new Normalization.Statistics(runningMean, variance));
    }
    Normalization.Statistics batch =
        new Normalization.Statistics(
            graph.tensor("mean", channels), graph.tensor("variance", channels));
    Tensor y = normalization.of(graph, x, scale, batch);
    if (!site.trained()) {
      return y;
    }
    new RunningStatistics(layer.getDecay(), layer.isUseLogStd())
        .set(
            graph,
            new Normalization.Statistics(
                gradient(graph, runningMean), gradient(graph, runningSpread)),
            new Normalization.Statistics(runningMean, runningSpread),
            batch);
    return y;
  }

  private static Tensor gradient(GraphBuilder graph, Tensor parameter) {
    Storage.Parameter place = (Storage.Parameter) parameter.storage();
    return graph.gradient("step", parameter.shape(), place.offset());
  }
}
