package org.fathom4j.compiled.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs that share memory do not see it: each computes what it computes alone. */
class ScratchTest {
  private static final int LARGE = 40_000;

  private static final long MUCH = 1L << 24; // more than other tests in this process leave behind

  private final List<Scratch.Block> first = new ArrayList<>();
  private final List<Scratch.Block> second = new ArrayList<>();

  @AfterEach
  void letGo() {
    first.forEach(Scratch.Block::release);
    second.forEach(Scratch.Block::release);
  }

  @Test
  void programsByTurns_shareABlock_untilOneNeedsMore() {
    Scratch.Block block = run(MUCH, first);
    assertSame(block, Scratch.enter(MUCH, first, block));
    block.leave();
    assertSame(block, run(MUCH - 10, second));
    Scratch.Block larger = run(MUCH + 1, second);
    assertNotSame(block, larger);
    assertTrue(block.outgrown());
    Scratch.Block next = Scratch.enter(MUCH, first, block);
    next.leave();
    assertSame(larger, next);
    assertEquals(List.of(block, larger), first);
  }

  @Test
  void runsAtOneTime_areInBlocksApart() {
    Scratch.Block outer = Scratch.enter(MUCH, first, null);
    Scratch.Block inner = Scratch.enter(MUCH, second, null);
    assertNotSame(outer, inner);
    assertTrue(Math.abs(outer.address() - inner.address()) >= MUCH);
    Scratch.Block again = Scratch.enter(MUCH, second, outer); // where it is used still
    assertNotSame(outer, again);
    inner.leave();
    again.leave();
    outer.leave();
    assertSame(outer, Scratch.enter(MUCH, first, outer));
    outer.leave();
  }

  @Test
  void aBlockThatNobodyHolds_isNotUsedAgain() {
    Scratch.Block block = run(MUCH, first);
    first.remove(block);
    block.release();
    assertNotSame(block, run(MUCH, first));
  }

  @Test
  void howeverManyThreads_oneAtATimeNeedOneBlock() {
    for (int i = 0; i < 5; i++) {
      inThreadOfItsOwn(() -> run(MUCH, first));
    }
    assertEquals(1, first.size());
  }

  @Test
  void programsByTurns_onTwoThreads_computeWhatEachDoesAlone() {
    try (Backend backend = OneDnnBackend.open();
        Program small = backend.compile(chain(100, List.of()), nothing(backend));
        Program large = backend.compile(chain(LARGE, List.of()), nothing(backend))) {
      for (int turn = 1; turn < 5; turn++) {
        float start = turn / 8f;
        Runnable both =
            () -> {
              small.run(batch(100, start));
              large.run(batch(LARGE, -start));
            };
        if (turn % 2 == 0) {
          inThreadOfItsOwn(both);
        } else {
          both.run();
        }
        assertOutput(small, 100, start); // though the other ran since
        assertOutput(large, LARGE, -start);
      }
    }
  }

  @Test
  void aProgramThatRunsWithinAnother_leavesItAlone() {
    try (Backend backend = OneDnnBackend.open();
        Program inner = backend.compile(chain(LARGE, List.of()), nothing(backend));
        Program outer =
            backend.compile(
                chain(LARGE, List.of(new Runs(() -> inner.run(batch(LARGE, 0.25f))))),
                nothing(backend))) {
      for (int turn = 0; turn < 3; turn++) {
        outer.run(batch(LARGE, 0.5f));
        assertOutput(outer, LARGE, 0.5f);
        assertOutput(inner, LARGE, 0.25f);
      }
    }
  }

  @Test
  void aProgram_outlivesThoseThatItSharedWith() {
    try (Backend backend = OneDnnBackend.open();
        Program left = backend.compile(chain(100, List.of()), nothing(backend))) {
      for (int turn = 0; turn < 3; turn++) {
        try (Program closed = backend.compile(chain(LARGE, List.of()), nothing(backend))) {
          closed.run(batch(LARGE, 0.25f));
          left.run(batch(100, 0.5f));
          assertOutput(left, 100, 0.5f);
        }
        left.run(batch(100, 0.75f));
        assertOutput(left, 100, 0.75f);
      }
    }
  }

  private static Scratch.Block run(long bytes, List<Scratch.Block> held) {
    Scratch.Block block = Scratch.enter(bytes, held, null);
    block.leave();
    assertTrue(held.contains(block));
    return block;
  }

  private static void inThreadOfItsOwn(Runnable work) {
    CompletableFuture.runAsync(work, task -> new Thread(task).start()).join();
  }

  /** {@code tanh tanh tanh x}, with something done between the first two. */
  private static Graph chain(int count, List<Runs> between) {
    GraphBuilder graph = new GraphBuilder(false);
    graph.enter("chain");
    Activation tanh = Activation.of(Activation.Function.TANH);
    Tensor x = tanh.of(graph, graph.features(0, Shape.of(1, count)));
    for (Runs each : between) {
      Tensor same = graph.tensor("same", x.shape());
      graph.add(new Step("chain", each, Pass.FORWARD, List.of(x), List.of(same)));
      x = same;
    }
    Tensor y = tanh.of(graph, tanh.of(graph, x));
    return new Graph(graph.steps(), y);
  }

  private static Vectors nothing(Backend backend) {
    Floats one = Floats.zeros(Shape.of(1));
    return Vectors.of(backend, one.buffer(), Floats.zeros(Shape.of(1)).buffer());
  }

  private static Batch batch(int count, float number) {
    Floats features = Floats.zeros(Shape.of(1, count));
    float[] numbers = new float[count];
    Arrays.fill(numbers, number);
    features.buffer().put(0, numbers);
    return new Batch(List.of(features), List.of(), 0, 0);
  }

  private static void assertOutput(Program program, int count, float number) {
    float[] output = new float[count];
    program.output(0).buffer().get(0, output);
    float[] expected = new float[count];
    Arrays.fill(expected, (float) Math.tanh(Math.tanh(Math.tanh(number))));
    assertArrayEquals(expected, output, 1e-5f);
  }

  /** Hands on what it reads, and does something else. */
  private record Runs(Runnable work) implements HostOperation {
    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      work.run();
      float[] numbers = new float[reads.get(0).buffer().capacity()];
      reads.get(0).buffer().get(0, numbers);
      writes.get(0).buffer().put(0, numbers);
      return 0;
    }

    @Override
    public String describe() {
      return "runs another";
    }
  }
}
