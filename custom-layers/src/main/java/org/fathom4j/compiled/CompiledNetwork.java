package org.fathom4j.compiled;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.lowering.NetworkLowering;
import org.fathom4j.compiled.model.LayerList;

/**
 * A MultiLayerNetwork whose training step runs as one list of native kernels. The network stays the
 * model of record: its counters and score are its own after every call, its parameters and updater
 * state too on the CPU, and after {@link #sync} on any device, so that training can change sides at
 * any time.
 *
 * <p>Results are those of the network's own training within rounding, but for dropout, whose masks
 * are drawn otherwise, and where Deeplearning4j's are not the derivatives of its own formulas: the
 * README lists every exception.
 *
 * <pre>{@code
 * try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
 *   fast.fit(iterator, epochs);
 * }
 * }</pre>
 */
public final class CompiledNetwork extends CompiledStep {
  private final MultiLayerNetwork network;

  private CompiledNetwork(LayerList model, Kernels kernels) {
    super(model, () -> new NetworkLowering(model.network()), kernels);
    this.network = model.network();
  }

  /**
   * Compiles a network.
   *
   * @param network a network of single precision; initialised where it is not
   * @throws NotCompilableException naming each layer that has no compiled form, and why
   */
  public static CompiledNetwork compile(MultiLayerNetwork network) {
    return compile(network, Kernels.of(KernelLibrary.chosen()));
  }

  /**
   * Compiles a network for a library of kernels.
   *
   * @param network a network of single precision; initialised where it is not
   * @throws NotCompilableException naming each layer that has no compiled form, and why
   */
  public static CompiledNetwork compile(MultiLayerNetwork network, KernelLibrary kernels) {
    return compile(network, Kernels.of(kernels));
  }

  /**
   * Compiles a network whose products are computed from operands of this precision.
   *
   * @param network of single precision, as its parameters stay
   * @throws NotCompilableException as without, and where this machine would only emulate the
   *     precision
   */
  public static CompiledNetwork compile(MultiLayerNetwork network, Precision precision) {
    return compile(network, new Kernels(KernelLibrary.chosen(), precision));
  }

  static CompiledNetwork compile(MultiLayerNetwork network, Kernels kernels) {
    LayerList model = new LayerList(Objects.requireNonNull(network, "network"));
    return compiled(
        model,
        () -> new NetworkLowering(network),
        kernels,
        () -> new CompiledNetwork(model, kernels));
  }

  /**
   * What of a network can be compiled and what cannot, with the reason; which layers are not
   * trained, and which steps run in Java. Initialises a network that is not, and changes nothing
   * else.
   */
  public static Explanation explain(MultiLayerNetwork network) {
    LayerList model = new LayerList(Objects.requireNonNull(network, "network"));
    return explained(model, () -> new NetworkLowering(network), List.of());
  }

  /** As {@link #explain(MultiLayerNetwork)}, for inputs of this type, such as images of a size. */
  public static Explanation explain(MultiLayerNetwork network, InputType input) {
    LayerList model = new LayerList(Objects.requireNonNull(network, "network"));
    return explained(model, () -> new NetworkLowering(network), List.of(input));
  }

  /** The network that is trained. */
  public MultiLayerNetwork network() {
    return network;
  }
}
