package org.fathom4j.compiled.cuda.nvidia;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.cuda.program.DeviceBackend;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;
import org.fathom4j.compiled.graph.Window;
import org.junit.jupiter.api.Test;

/** What a whole training step asks of the driver. */
class ProgramCallsTest {
  private static final int BATCH = 4;
  private static final int CLASSES = 3;
  private static final Shape FEATURES = Shape.of(BATCH, 2, 8, 8);

  /** Numbers that may change from step to step. */
  private record Settings(double rate, double keep, boolean hostStep) {}

  /** A step in Java, in the middle. */
  private record Doubled() implements HostOperation {
    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      return 0;
    }

    @Override
    public void backward(Step forward, Backpropagation back) {
      back.passOn(forward.read(0), back.gradientOf(forward.write(0)));
    }

    @Override
    public String describe() {
      return "doubled in Java";
    }
  }

  private static Graph step(Settings settings) {
    GraphBuilder graph = new GraphBuilder(true);
    graph.enter("layer");
    Tensor x = graph.features(0, FEATURES);
    Tensor filters = graph.parameter("filters", Shape.of(5, 2, 3, 3), 0);
    Tensor bias = graph.parameter("bias", Shape.of(5), 90);
    Window window = new Window(3, 3, 1, 1, 1, 1, new Window.Padding(1, 1, 1, 1));
    Tensor y = new Convolution(window).of(graph, x, filters, Optional.of(bias));
    y = Activation.of(Activation.Function.RELU).of(graph, y);
    Window pool = new Window(2, 2, 2, 2, 1, 1, new Window.Padding(0, 0, 0, 0));
    y = new Pooling(Pooling.Kind.MAX, pool).of(graph, y);
    if (settings.hostStep) {
      y = graph.add(new Doubled(), List.of(y), y.shape());
    }
    y = new Dropout((iteration, epoch) -> settings.keep, 1).of(graph, y);
    y = new Reshape().of(graph, y, y.shape().flattened());
    Tensor weights = graph.parameter("weights", Shape.of(CLASSES, 80), 95);
    y = new InnerProduct().of(graph, y, weights, Optional.empty());
    Tensor gradient =
        new Loss(Loss.Kind.SOFTMAX_CROSS_ENTROPY, List.of(), 1e-5, 1)
            .of(graph, y, graph.labels(0, y.shape()), Optional.empty());
    Backpropagation.run(graph, List.of(new Backpropagation.Start(y, gradient)), Set.of());
    graph.enter("update");
    new Update(
            new UpdateRule.Nesterov(batch -> settings.rate, batch -> 0.9),
            batch -> 1.0 / batch.examples(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .add(graph, 0, 335, List.of(0));
    return new Graph(graph.steps(), y);
  }

  private static Batch batch(int iteration) {
    return new Batch(
        List.of(Floats.zeros(FEATURES)),
        List.of(new Batch.Target(Floats.zeros(Shape.of(BATCH, CLASSES)), null)),
        iteration,
        0);
  }

  /**
   * What a program does.
   *
   * @param recordings what was recorded
   * @param runs the calls of each of three runs
   * @param score the calls of the score
   */
  private record Watched(
      List<List<String>> recordings, List<List<String>> runs, List<String> score) {}

  private static Watched watch(Settings settings) {
    RecordedDevice recorded = new RecordedDevice(1, 1024);
    List<List<String>> runs = new ArrayList<>();
    List<String> score;
    List<List<String>> recordings;
    try (Backend backend = new DeviceBackend(recorded.device)) {
      Floats parameters = Floats.zeros(Shape.of(335));
      Floats state = Floats.zeros(Shape.of(335));
      try (Vectors vectors =
              Vectors.of(backend, parameters.buffer(), Floats.zeros(Shape.of(335)).buffer())
                  .with(backend.reside(state.buffer()));
          Program program = backend.compile(step(settings), vectors)) {
        vectors.push();
        recordings = recorded.driver.recordings();
        for (int i = 0; i < 3; i++) {
          recorded.driver.forgetCalls();
          program.run(batch(i));
          runs.add(recorded.driver.calls());
        }
        recorded.driver.forgetCalls();
        program.score();
        score = recorded.driver.calls();
        assertThat(recorded.driver.recordings()).isEqualTo(recordings);
      }
    }
    assertThat(recorded.driver.empty()).as(recorded.driver.held()).isTrue();
    assertThat(recorded.open).isEmpty();
    return new Watched(recordings, runs, score);
  }

  private static List<String> doing(List<String> calls) {
    return calls.stream()
        .filter(call -> !call.contains("mark"))
        .map(call -> call.replaceFirst("(copy \\w+) .*", "$1"))
        .toList();
  }

  @Test
  void aStepWithItsUpdateIsThreeCopiesAndOneRecording() {
    Watched watched = watch(new Settings(0.1, 0.5, false));
    assertThat(watched.recordings).hasSize(1);
    for (List<String> run : watched.runs.subList(1, 3)) { // the first one pins memory
      assertThat(doing(run)).containsExactly("copy in", "copy in", "copy in", "play");
    }
    assertThat(watched.runs.get(0)).doesNotContain("wait", "allocate");
    assertThat(doing(watched.score)).endsWith("copy out", "wait");
  }

  @Test
  void productsAndConvolutionsAreTheLibraries() {
    assertThat(watch(new Settings(0.1, 0.5, false)).recordings.get(0))
        .filteredOn(call -> call.startsWith("run "))
        .containsExactly(
            "run convolution 0", // forward
            "run product 0",
            "run product 0", // backward
            "run product 0",
            "run convolution 0");
  }

  @Test
  void whatChangesFromStepToStepIsNotInTheRecording() {
    assertThat(watch(new Settings(0.1, 0.5, false)).recordings)
        .isEqualTo(watch(new Settings(0.7, 0.9, false)).recordings);
  }

  @Test
  void aStepInJavaDividesTheRecording() {
    Watched watched = watch(new Settings(0.1, 0.5, true));
    assertThat(watched.recordings).hasSize(2);
    assertThat(doing(watched.runs.get(2)))
        .containsExactly(
            "copy in", "copy in", "copy in", "play", "copy out", "wait", "copy in", "play");
  }

  @Test
  void kernelsAreBuiltForTheFirstProgram_andAreThoseOfAllOthers() {
    RecordedDevice recorded = new RecordedDevice(1);
    try (Backend backend = new DeviceBackend(recorded.device)) {
      backend.name();
      assertThat(backend.obstacles(step(new Settings(0.1, 0.5, false)))).isEmpty();
      assertThat(recorded.compiled).isEmpty();
      Floats vector = Floats.zeros(Shape.of(335));
      try (Vectors vectors =
              Vectors.of(backend, vector.buffer(), vector.buffer())
                  .with(backend.reside(vector.buffer()));
          Program first = backend.compile(step(new Settings(0.1, 0.5, false)), vectors);
          Program second = backend.compile(step(new Settings(0.1, 0.5, true)), vectors)) {
        assertThat(List.of(first.listing(), second.listing())).doesNotHaveDuplicates();
        assertThat(recorded.compiled).doesNotHaveDuplicates();
        assertThat(recorded.driver.calls())
            .filteredOn("load"::equals)
            .hasSameSizeAs(recorded.compiled);
      }
    }
    assertThat(recorded.driver.empty()).as(recorded.driver.held()).isTrue();
  }
}
