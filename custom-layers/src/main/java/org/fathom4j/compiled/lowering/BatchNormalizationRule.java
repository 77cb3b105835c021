package org.fathom4j.compiled.lowering;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_LOG_STD;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/**
 * BatchNormalization. The running statistics are parameters in Deeplearning4j, moved by a
 * "gradient" that is the step to the new value: {@code (1 - decay)(mean - batch mean)}, and for the
 * variance the same or its logarithmic form.
 */
final class BatchNormalizationRule implements LayerRule {
  @Override
  public Optional<String> obstacle(LayerSite site) {
    BatchNormalization layer = site.as(BatchNormalization.class);
    if (layer.getCnn2DFormat() != CNN2DFormat.NCHW) {
      return Optional.of("its data format is NHWC, only NCHW has a compiled form");
    }
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
    BatchNormalization layer = site.as(BatchNormalization.class);
    Shape channels = Shape.of(layer.getNOut());
    String spread = layer.isUseLogStd() ? GLOBAL_LOG_STD : GLOBAL_VAR;
    Normalization.Scale scale =
        layer.isLockGammaBeta()
            ? new Normalization.Scale(
                constant(graph, channels, layer.getGamma()),
                constant(graph, channels, layer.getBeta()))
            : new Normalization.Scale(
                site.parameter(graph, GAMMA, channels), site.parameter(graph, BETA, channels));
    Tensor runningMean = site.parameter(graph, GLOBAL_MEAN, channels);
    Tensor runningSpread = site.parameter(graph, spread, channels);
    Normalization normalization = new Normalization(layer.getEps(), !graph.training());
    if (!graph.training()) {
      Tensor variance =
          layer.isUseLogStd()
              ? graph.add(new VarianceOfLog(), List.of(runningSpread), channels)
              : runningSpread;
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
    graph.add(
        new Step(
            graph.layer(),
            new RunningStatistics(layer.getDecay(), layer.isUseLogStd()),
            Pass.FORWARD,
            List.of(runningMean, runningSpread, batch.mean(), batch.variance()),
            List.of(gradient(graph, runningMean), gradient(graph, runningSpread))));
    return y;
  }

  private static Tensor constant(GraphBuilder graph, Shape shape, double value) {
    Tensor constant = graph.tensor("constant", shape);
    graph.add(
        new Step(
            graph.layer(),
            new Constant((float) value),
            Pass.FORWARD,
            List.of(),
            List.of(constant)));
    return constant;
  }

  private static Tensor gradient(GraphBuilder graph, Tensor parameter) {
    Storage.Parameter place = (Storage.Parameter) parameter.storage();
    return graph.gradient("step", parameter.shape(), place.offset());
  }

  /** Fills its output. */
  private record Constant(float value) implements HostOperation {
    @Override
    public String describe() {
      return "constant " + value;
    }

    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      FloatBuffer target = writes.get(0).buffer();
      for (int i = 0; i < target.capacity(); i++) {
        target.put(i, value);
      }
      return 0;
    }
  }

  /** The variance from log10 of the standard deviation. */
  private record VarianceOfLog() implements HostOperation {
    @Override
    public String describe() {
      return "variance of its logarithm";
    }

    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      FloatBuffer log = reads.get(0).buffer();
      FloatBuffer variance = writes.get(0).buffer();
      for (int i = 0; i < log.capacity(); i++) {
        variance.put(i, (float) Math.pow(10, 2 * log.get(i)));
      }
      return 0;
    }
  }

  /** The steps of the running statistics towards those of the batch. */
  private record RunningStatistics(double decay, boolean logarithmic) implements HostOperation {
    @Override
    public String describe() {
      return "running statistics, decay " + decay;
    }

    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      FloatBuffer mean = reads.get(0).buffer();
      FloatBuffer spread = reads.get(1).buffer();
      FloatBuffer batchMean = reads.get(2).buffer();
      FloatBuffer batchVariance = reads.get(3).buffer();
      for (int i = 0; i < mean.capacity(); i++) {
        double meanStep = (1 - decay) * (mean.get(i) - batchMean.get(i));
        writes.get(0).buffer().put(i, (float) meanStep);
        writes.get(1).buffer().put(i, (float) spreadStep(spread.get(i), batchVariance.get(i)));
      }
      return 0;
    }

    private double spreadStep(double spread, double variance) {
      if (!logarithmic) {
        return (1 - decay) * (spread - variance);
      }
      double old = Math.pow(10, 2 * spread);
      return 0.5 * Math.log10(old / (decay * old + (1 - decay) * variance));
    }
  }
}
