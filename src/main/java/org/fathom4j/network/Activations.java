package org.fathom4j.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.fathom4j.config.Options;
import org.fathom4j.layers.rectifier.AbsoluteRectification;
import org.fathom4j.layers.rectifier.LeakyRectification;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Every activation that an experiment file can name: Fathom4j's and DL4J's. */
public final class Activations {
  private static final Map<String, Entry> BY_NAME = new LinkedHashMap<>();

  static {
    add("relu", "max(0, z)", ActivationReLU::new);
    add("absolute", "|z| (Jarrett et al. 2009)", AbsoluteRectification::new);
    add("leaky-relu", "max(0, z) + 0.01 min(0, z)", LeakyRectification::new);
    add("identity", "z", ActivationIdentity::new);
    add("sigmoid", "1 / (1 + exp(-z))", ActivationSigmoid::new);
    add("tanh", "tanh(z)", ActivationTanH::new);
    add("softplus", "log(1 + exp(z))", ActivationSoftPlus::new);
    add("softmax", "exp(z_i) / sum exp(z_j)", ActivationSoftmax::new);
    add("elu", "z for z > 0, else exp(z) - 1", ActivationELU::new);
    add("selu", "scaled elu that keeps mean 0 and variance 1", ActivationSELU::new);
    add("gelu", "z times the normal distribution function of z", ActivationGELU::new);
    add("swish", "z sigmoid(z)", ActivationSwish::new);
    add("softsign", "z / (1 + |z|)", ActivationSoftSign::new);
    add("hard-sigmoid", "min(1, max(0, 0.2 z + 0.5))", ActivationHardSigmoid::new);
    add("hard-tanh", "min(1, max(-1, z))", ActivationHardTanH::new);
    add("cube", "z^3", ActivationCube::new);
  }

  private Activations() {}

  /**
   * An activation as {@code ./fathom layers} lists it.
   *
   * @param name its name in the file
   * @param formula what it computes
   * @param maker makes one
   */
  public record Entry(String name, String formula, Supplier<IActivation> maker) {}

  /** Every activation, in order. */
  public static List<Entry> all() {
    return new ArrayList<>(BY_NAME.values());
  }

  /** Reads an activation by name; a name that is unknown is reported with the nearest. */
  static IActivation read(Options options, String key, String otherwise) {
    String name = options.choice(key, List.copyOf(BY_NAME.keySet()), otherwise);
    Entry entry = BY_NAME.get(name);
    return entry == null ? new ActivationIdentity() : entry.maker().get();
  }

  private static void add(String name, String formula, Supplier<IActivation> maker) {
    BY_NAME.put(name, new Entry(name, formula, maker));
  }
}
