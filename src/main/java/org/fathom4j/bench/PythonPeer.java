package org.fathom4j.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A framework in Python beside which networks are trained. */
public enum PythonPeer {
  /** PyTorch, op by op and by torch.compile; on a GPU also as CUDA graphs. */
  TORCH("torch", "PyTorch"),
  /** JAX, a step as one jitted function, with channels first or last within. */
  JAX("jax", "JAX");

  private final String module;
  private final String title;

  PythonPeer(String module, String title) {
    this.module = module;
    this.title = title;
  }

  /** That of a name on the command line, which is its module's. */
  static Optional<PythonPeer> named(String name) {
    return Arrays.stream(values()).filter(peer -> peer.module.equals(name)).findFirst();
  }

  /** The module that Python must have, and the name on the command line. */
  public String module() {
    return module;
  }

  /** Whether there is a Python that has it. */
  boolean present() {
    return Python.has(module);
  }

  /** What trains there. */
  String script() {
    return module + "_twin.py";
  }

  /**
   * The ways in which it can train a network; the fastest counts.
   *
   * @param onCard whether it trains on a GPU, where launches weigh so much that whole steps are
   *     kept as CUDA graphs
   */
  List<String> modes(BenchNet net, boolean onCard) {
    return switch (this) {
      case TORCH ->
          onCard
              ? List.of("eager", "compile", "reduce-overhead", "graph", "compiled-graph")
              : List.of("eager", "compile");
      case JAX -> net.example().size() > 1 ? List.of("nchw", "nhwc") : List.of("nchw");
    };
  }

  /** Its name, for people. */
  @Override
  public String toString() {
    return title;
  }
}
