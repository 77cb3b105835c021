package org.fathom4j.compiled.cuda.nvidia;

import static org.bytedeco.cuda.global.cudnn.*;

import java.nio.charset.StandardCharsets;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.javacpp.BytePointer;

/** The card that cuDNN plans for. */
sealed interface Card extends AutoCloseable {

  /** Tells a graph of it. */
  void tellGraph(Descriptor graph);

  /** Tells who is asked for ways of it. */
  void tellHeuristic(Descriptor heuristic);

  /** Tells a way to run a graph of it. */
  void tellPlan(Descriptor plan);

  @Override
  void close();

  /**
   * The one that is there.
   *
   * @param context the library, bound to a stream of the card
   */
  record Present(cudnnContext context) implements Card {
    @Override
    public void tellGraph(Descriptor graph) {
      graph.context(CUDNN_ATTR_OPERATIONGRAPH_HANDLE, context);
    }

    @Override
    public void tellHeuristic(Descriptor heuristic) {}

    @Override
    public void tellPlan(Descriptor plan) {
      plan.context(CUDNN_ATTR_EXECUTION_PLAN_HANDLE, context);
    }

    @Override
    public void close() {
      Answers.ofConvolutions(cudnnDestroy(context), "cuDNN does not end");
    }
  }

  /**
   * One that is only described: what is planned for it does not run here.
   *
   * @param properties of it
   */
  record Described(Descriptor properties) implements Card {

    /** By cuDNN's own description, in JSON. */
    static Described of(String json) {
      byte[] text = json.getBytes(StandardCharsets.UTF_8);
      try (BytePointer bytes = new BytePointer(text)) {
        return new Described(
            new Descriptor(CUDNN_BACKEND_DEVICEPROP_DESCRIPTOR, "card")
                .set(CUDNN_ATTR_DEVICEPROP_JSON_REPRESENTATION, CUDNN_TYPE_CHAR, text.length, bytes)
                .complete());
      }
    }

    @Override
    public void tellGraph(Descriptor graph) {}

    @Override
    public void tellHeuristic(Descriptor heuristic) {
      heuristic.set(CUDNN_ATTR_ENGINEHEUR_DEVICEPROP, properties);
    }

    @Override
    public void tellPlan(Descriptor plan) {
      plan.set(CUDNN_ATTR_EXECUTION_PLAN_DEVICEPROP, properties);
    }

    @Override
    public void close() {
      properties.close();
    }
  }
}
