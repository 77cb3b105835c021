package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;

/**
 * An update of a part of some vectors, to be tried for several steps.
 *
 * @param name of the case
 * @param update what is done
 * @param count how many parameters it moves
 */
public record UpdateCase(String name, Update update, int count) {
  /** Parameters before and behind, which must stay as they are. */
  private static final int MARGIN = 7;

  private static final int STEPS = 5;
  private static final int EXAMPLES = 4;
  private static final int LONG = 33_333;

  /** So many that a backend may take them part by part. */
  private static final int VERY_LONG = 600_001;

  private static final Factor FALLING = batch -> 0.1 / (1 + batch.iteration());
  private static final Factor SHARE = batch -> 1.0 / batch.examples();

  @Override
  public String toString() {
    return name + " of " + count;
  }

  /** All vectors after some steps: parameters, gradients, state. */
  public float[] on(Backend backend) {
    return on(backend, OptionalPlace.NONE).orElseThrow();
  }

  /** Whether the backend tells that a parameter, counted from the first that is moved, is NaN. */
  boolean notices(Backend backend, int place) {
    return on(backend, new OptionalPlace(MARGIN + place)).isEmpty();
  }

  private record OptionalPlace(int index) {
    private static final OptionalPlace NONE = new OptionalPlace(-1);
  }

  /** Nothing where a parameter became NaN. */
  private Optional<float[]> on(Backend backend, OptionalPlace poisoned) {
    SplittableRandom random = new SplittableRandom(5);
    Floats parameters = Floats.zeros(Shape.of(count + 2 * MARGIN));
    Floats gradients = Floats.zeros(parameters.shape());
    Floats state = Floats.zeros(Shape.of(1 + update.rule().states() * (count + 1L)));
    fill(parameters.buffer(), random);
    if (poisoned.index >= 0) {
      parameters.buffer().put(poisoned.index, Float.NaN);
    }
    try (Vectors vectors =
            Vectors.of(backend, parameters.buffer(), gradients.buffer())
                .with(backend.reside(state.buffer()));
        Program program = backend.compile(graph(), vectors)) {
      for (int step = 0; step < STEPS; step++) {
        fill(gradients.buffer(), random);
        Batch batch = new Batch(List.of(Floats.zeros(Shape.of(EXAMPLES, 1))), List.of(), step, 0);
        vectors.push();
        program.run(batch);
        if (!Double.isFinite(program.score())) {
          return Optional.empty();
        }
        vectors.fetch();
      }
    }
    return Optional.of(joined(List.of(parameters.buffer(), gradients.buffer(), state.buffer())));
  }

  private Graph graph() {
    GraphBuilder graph = new GraphBuilder(true);
    graph.enter("update");
    List<Integer> states =
        IntStream.range(0, update.rule().states()).mapToObj(i -> 1 + i * (count + 1)).toList();
    Tensor moved = update.add(graph, MARGIN, count, states);
    return new Graph(graph.steps(), moved);
  }

  private static void fill(FloatBuffer buffer, SplittableRandom random) {
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, (float) (2 * random.nextDouble() - 1));
    }
  }

  private static float[] joined(List<FloatBuffer> buffers) {
    float[] all = new float[buffers.stream().mapToInt(FloatBuffer::capacity).sum()];
    int start = 0;
    for (FloatBuffer each : buffers) {
      each.get(0, all, start, each.capacity());
      start += each.capacity();
    }
    return all;
  }

  /** The simplest update. */
  static UpdateCase plain(int count) {
    return of("sgd", count, new UpdateRule.Scaled(FALLING));
  }

  /** Every rule on short and long runs of parameters, and everything that may be added to it. */
  public static Stream<UpdateCase> all() {
    List<UpdateCase> cases = new ArrayList<>();
    cases.addAll(
        List.of(
            plain(VERY_LONG),
            of("nesterov", VERY_LONG, new UpdateRule.Nesterov(FALLING, batch -> 0.8)),
            of("adam", VERY_LONG, new UpdateRule.Adam(FALLING, 0.8, 0.95, 1e-3))));
    for (int count : new int[] {1, 5, 3000, LONG}) {
      cases.addAll(
          List.of(
              plain(count),
              of("nesterov", count, new UpdateRule.Nesterov(FALLING, batch -> 0.8)),
              of("adam", count, new UpdateRule.Adam(FALLING, 0.8, 0.95, 1e-3)),
              of("amsgrad", count, new UpdateRule.AmsGrad(FALLING, 0.8, 0.95, 1e-3)),
              of("nadam", count, new UpdateRule.Nadam(FALLING, 0.8, 0.95, 1e-3)),
              of("adamax", count, new UpdateRule.AdaMax(FALLING, 0.8, 0.95)),
              of("rmsprop", count, new UpdateRule.RmsProp(FALLING, 0.9, 1e-3)),
              of("adagrad", count, new UpdateRule.AdaGrad(FALLING, 1e-3)),
              of("adadelta", count, new UpdateRule.AdaDelta(0.9, 1e-3))));
      UpdateRule rule = new UpdateRule.Nesterov(FALLING, batch -> 0.8);
      Optional<Factor> some = Optional.of(batch -> 0.05 + 0.01 * batch.iteration());
      Optional<Factor> none = Optional.empty();
      cases.addAll(
          List.of(
              new UpdateCase("l1", new Update(rule, SHARE, some, none, none), count),
              new UpdateCase("l2", new Update(rule, SHARE, none, some, none), count),
              new UpdateCase("decay", new Update(rule, SHARE, none, none, some), count),
              new UpdateCase("all", new Update(rule, SHARE, some, some, some), count),
              new UpdateCase("l2, decay", new Update(rule, SHARE, none, some, some), count)));
    }
    return cases.stream();
  }

  private static UpdateCase of(String name, int count, UpdateRule rule) {
    return new UpdateCase(
        name, new Update(rule, SHARE, Optional.empty(), Optional.empty(), Optional.empty()), count);
  }
}
