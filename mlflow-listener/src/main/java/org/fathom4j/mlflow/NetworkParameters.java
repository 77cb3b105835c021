package org.fathom4j.mlflow;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** A network's configuration as the parameters of a run. */
final class NetworkParameters {
  /** Of deeper networks the first layers are told; the configuration has them all. */
  private static final int MOST_LAYERS = 60;

  private NetworkParameters() {}

  static Map<String, String> of(Model model, Batches batches) {
    Map<String, String> all = new LinkedHashMap<>();
    List<NeuralNetConfiguration> layers = layers(model);
    all.put("model", model.getClass().getSimpleName());
    layers.stream()
        .map(NeuralNetConfiguration::getLayer)
        .filter(BaseLayer.class::isInstance)
        .map(BaseLayer.class::cast)
        .findFirst()
        .ifPresent(base -> putShared(all, base));
    if (batches.size() > 0) {
      all.put("batch-size", Long.toString(batches.size()));
    }
    all.put("layers", Integer.toString(layers.size()));
    all.put("network-parameters", Long.toString(model.numParams()));
    all.put("seed", Long.toString(conf(model, layers).getSeed()));
    all.put("data-type", dataType(model));
    for (int i = 0; i < Math.min(layers.size(), MOST_LAYERS); i++) {
      all.put("layer-%02d".formatted(i + 1), line(layers.get(i).getLayer()));
    }
    return all;
  }

  /** A network's own list of layers is locked while it trains. */
  private static List<NeuralNetConfiguration> layers(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return network.getLayerWiseConfigurations().getConfs();
    }
    return model instanceof ComputationGraph graph
        ? Arrays.stream(graph.getLayers()).map(Layer::conf).toList()
        : List.of();
  }

  private static NeuralNetConfiguration conf(Model model, List<NeuralNetConfiguration> layers) {
    return layers.isEmpty() ? model.conf() : layers.get(0);
  }

  private static String dataType(Model model) {
    return model.params() == null ? "" : model.params().dataType().toString();
  }

  /** Of the first layer with weights; most networks have one updater. */
  private static void putShared(Map<String, String> all, BaseLayer layer) {
    IUpdater updater = layer.getIUpdater();
    if (updater != null) {
      all.put("optimizer", updater.getClass().getSimpleName());
      double rate = updater.hasLearningRate() ? updater.getLearningRate(0, 0) : Double.NaN;
      if (!Double.isNaN(rate)) {
        all.put("learning-rate", Double.toString(rate));
      }
      JsonNode fields = new ObjectMapper().valueToTree(updater);
      fields
          .fields()
          .forEachRemaining(
              field -> {
                if (field.getValue().isNumber() && !field.getKey().equals("learningRate")) {
                  all.put("optimizer." + field.getKey(), field.getValue().asText());
                }
              });
    }
    if (layer.getWeightInitFn() != null) {
      all.put("weight-init", plain(layer.getWeightInitFn(), "WeightInit"));
    }
    if (layer.getRegularization() != null) {
      layer.getRegularization().forEach(each -> putRegularization(all, each));
    }
  }

  private static void putRegularization(Map<String, String> all, Regularization each) {
    if (each instanceof L2Regularization l2) {
      all.put("l2", Double.toString(l2.getL2().valueAt(0, 0)));
    } else if (each instanceof L1Regularization l1) {
      all.put("l1", Double.toString(l1.getL1().valueAt(0, 0)));
    } else if (each instanceof WeightDecay decay) {
      all.put("weight-decay", Double.toString(decay.getCoeff().valueAt(0, 0)));
    }
  }

  /** {@code DenseLayer 784->256 relu}. */
  private static String line(org.deeplearning4j.nn.conf.layers.Layer conf) {
    StringBuilder line = new StringBuilder(conf.getClass().getSimpleName());
    if (conf instanceof FeedForwardLayer sized) {
      line.append(' ').append(sized.getNIn()).append("->").append(sized.getNOut());
    }
    if (conf instanceof BaseLayer base && base.getActivationFn() != null) {
      line.append(' ').append(base.getActivationFn());
    }
    return line.toString();
  }

  private static String plain(Object value, String prefix) {
    return value.getClass().getSimpleName().replaceFirst("^" + prefix, "");
  }
}
