package org.fathom4j.bench.sweeps;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.fathom4j.bench.BenchNet;
import org.fathom4j.bench.Block;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.network.NetworkPlan;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.trial.PreparedTrial;

/** A trial's network in the terms that every side of a benchmark knows. */
final class TwinNet {
  /** Of every convolution in the works; the number of parameters tells where it is another. */
  private static final int KERNEL = 5;

  private TwinNet() {}

  /**
   * The network, parameter for parameter.
   *
   * @throws ExperimentException where it has layers that the script does not know
   */
  static BenchNet of(PreparedTrial trial) {
    NetworkPlan plan = trial.network();
    List<Block> blocks = new ArrayList<>();
    int last = plan.layers().size() - 1;
    for (int i = 0; i < last; i++) {
      blocks.add(block(plan.layers().get(i), dropout(plan, i)));
    }
    BenchNet net =
        new BenchNet(
            "trial " + trial.planned().number(),
            example(trial.data().description().shape()),
            trial.data().description().target().width(),
            trial.batch(),
            blocks,
            dropout(plan, last));
    if (net.parameters() != plan.parameters()) {
      throw new ExperimentException(
          "the networks differ: %d parameters here, %d there"
              .formatted(plan.parameters(), net.parameters()));
    }
    return net;
  }

  static List<Integer> example(FeatureShape shape) {
    return shape instanceof FeatureShape.Image image
        ? List.of(image.channels(), image.height(), image.width())
        : List.of(shape.size());
  }

  private static Block block(NetworkPlan.LayerShape layer, double dropout) {
    String output = layer.output();
    int outputs = Integer.parseInt(output.substring(output.lastIndexOf('x') + 1));
    return switch (layer.type()) {
      case "convolution" -> new Block.Convolution(outputs, KERNEL, 1);
      case "pooling" -> new Block.MaxPooling();
      case "dense" -> new Block.Dense(outputs, 1, dropout);
      default -> throw new ExperimentException("the script has no layer " + layer.type());
    };
  }

  private static double dropout(NetworkPlan plan, int layer) {
    return plan.configuration().getConf(layer).getLayer().getIDropout() instanceof Dropout kept
        ? 1 - kept.getP()
        : 0;
  }
}
