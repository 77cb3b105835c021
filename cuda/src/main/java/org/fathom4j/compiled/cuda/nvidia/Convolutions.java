package org.fathom4j.compiled.cuda.nvidia;

import static org.bytedeco.cuda.global.cudnn.*;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.cuda.device.ConvolutionProduct;
import org.fathom4j.compiled.graph.Shape;

/**
 * Convolutions by cuDNN's graphs, whose heuristics name the ways. Those whose sums come in a
 * different order each time are left out, and those that round their operands further than asked.
 */
final class Convolutions implements Routines<ConvolutionProduct> {
  /** A way that needs more than this beside its operands is not taken. */
  private static final long WORKSPACE = 1L << 30;

  private final Card card;
  private final boolean tensorFloats;
  private final Set<Integer> unwanted;

  /**
   * Plans for a card.
   *
   * @param tensorFloats whether operands may be rounded to TF32
   */
  Convolutions(Card card, boolean tensorFloats) {
    this.card = card;
    this.tensorFloats = tensorFloats;
    this.unwanted =
        tensorFloats
            ? Set.of(
                CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC, CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS)
            : Set.of(
                CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC,
                CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS,
                CUDNN_NUMERICAL_NOTE_TENSOR_CORE);
  }

  /** Opens the library for a stream. */
  static Convolutions on(CUstream_st stream, boolean tensorFloats) {
    cudnnContext context = new cudnnContext();
    Answers.ofConvolutions(cudnnCreate(context), "cuDNN does not begin");
    Answers.ofConvolutions(cudnnSetStream(context, stream), "cuDNN takes no stream");
    return new Convolutions(new Card.Present(context), tensorFloats);
  }

  /** Such as {@code 9.26.0}. */
  static String version() {
    long version = cudnnGetVersion();
    return "%d.%d.%d".formatted(version / 10000, version / 100 % 100, version % 100);
  }

  /** x, the weights, y. */
  @Override
  public List<Operand> operands(ConvolutionProduct product) {
    return Stream.of(product.x(), product.weights(), product.y())
        .map(Convolutions::operand)
        .toList();
  }

  private static Operand operand(ConvolutionProduct.Operand operand) {
    Shape shape = operand.shape();
    return new Operand(Block.address(operand.place()), shape.elements() * Float.BYTES);
  }

  /** None with a bias or a function, which cuDNN would have to compile for each shape. */
  @Override
  public Ways ways(ConvolutionProduct product) {
    return product.bias().isPresent() || product.function().isPresent()
        ? Ways.NONE
        : new Plans(product);
  }

  private final class Plans implements Ways {
    private final ConvolutionProduct product;
    private final Deque<Integer> modes =
        new ArrayDeque<>(List.of(CUDNN_HEUR_MODE_A, CUDNN_HEUR_MODE_FALLBACK));
    private final Deque<Descriptor> configurations = new ArrayDeque<>();

    private Plans(ConvolutionProduct product) {
      this.product = product;
    }

    @Override
    public Optional<Routine> next() {
      Optional<Routine> plan = Optional.empty();
      while (plan.isEmpty() && !(configurations.isEmpty() && modes.isEmpty())) {
        if (configurations.isEmpty()) {
          configurations.addAll(configurations(product, modes.remove()));
        } else {
          plan = plan(product, configurations.remove());
        }
      }
      return plan;
    }

    @Override
    public void close() {
      configurations.forEach(Descriptor::close);
      configurations.clear();
    }
  }

  private List<Descriptor> configurations(ConvolutionProduct product, int mode) {
    try (ConvolutionGraph graph = new ConvolutionGraph(product, operands(product), card);
        Descriptor heuristic = new Descriptor(CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR, "heuristic")) {
      card.tellHeuristic(heuristic);
      return heuristic
          .set(CUDNN_ATTR_ENGINEHEUR_OPERATION_GRAPH, graph.described())
          .choose(CUDNN_ATTR_ENGINEHEUR_MODE, CUDNN_TYPE_HEUR_MODE, mode)
          .complete()
          .readAll(
              CUDNN_ATTR_ENGINEHEUR_RESULTS, CUDNN_BACKEND_ENGINECFG_DESCRIPTOR, "configuration");
    }
  }

  /** A way that is complete, or nothing where it is unwanted or the card cannot. */
  private Optional<Routine> plan(ConvolutionProduct product, Descriptor configuration) {
    try (configuration) {
      if (!Collections.disjoint(notes(configuration), unwanted)) {
        return Optional.empty();
      }
      Descriptor plan = new Descriptor(CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR, "plan");
      try {
        card.tellPlan(plan);
        plan.set(CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG, configuration).complete();
        long workspace = plan.number(CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE);
        if (workspace <= WORKSPACE) {
          return Optional.of(new Plan(product, plan, workspace));
        }
      } catch (BackendException refused) {
        // The next one may do.
      }
      plan.close();
      return Optional.empty();
    }
  }

  private static List<Integer> notes(Descriptor configuration) {
    try (Descriptor engine = new Descriptor(CUDNN_BACKEND_ENGINE_DESCRIPTOR, "engine")) {
      return configuration
          .read(CUDNN_ATTR_ENGINECFG_ENGINE, engine)
          .choices(
              CUDNN_ATTR_ENGINE_NUMERICAL_NOTE,
              CUDNN_TYPE_NUMERICAL_NOTE,
              CUDNN_NUMERICAL_NOTE_TYPE_COUNT);
    }
  }

  private final class Plan implements Routine {
    private final ConvolutionProduct product;
    private final Descriptor plan;
    private final long workspace;

    private Plan(ConvolutionProduct product, Descriptor plan, long workspace) {
      this.product = product;
      this.plan = plan;
      this.workspace = workspace;
    }

    @Override
    public long workspace() {
      return workspace;
    }

    @Override
    public void queue(long[] operands, long memory) {
      if (!(card instanceof Card.Present present)) {
        throw new IllegalStateException("the card is not there");
      }
      try (Descriptor values = new Descriptor(CUDNN_BACKEND_VARIANT_PACK_DESCRIPTOR, "operands")) {
        values
            .places(CUDNN_ATTR_VARIANT_PACK_DATA_POINTERS, operands)
            .set(CUDNN_ATTR_VARIANT_PACK_UNIQUE_IDS, ConvolutionGraph.NAMES)
            .places(CUDNN_ATTR_VARIANT_PACK_WORKSPACE, memory)
            .complete();
        Answers.ofConvolutions(
            cudnnBackendExecute(present.context(), plan.described(), values.described()),
            "cuDNN does not convolve");
      }
    }

    @Override
    public String describe() {
      return "cuDNN convolution %s %s%s"
          .formatted(
              product.pass().name().toLowerCase(Locale.ROOT),
              product.window(),
              tensorFloats ? " in TF32" : "");
    }

    @Override
    public void close() {
      plan.close();
    }
  }

  @Override
  public void close() {
    card.close();
  }
}
