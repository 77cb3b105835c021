package org.fathom4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.problem.ExperimentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
  /** So wide that batches are assembled on a thread of their own. */
  private static final int WIDE = 60_000;

  @Test
  void shuffledPass_givesEachExampleOnce_andAShortLastBatch() {
    List<Integer> sizes = new ArrayList<>();
    List<Float> seen = read(Batches.of(new Numbers(10, -1), 4, 7, 1), sizes);
    assertThat(sizes).containsExactly(4, 4, 2);
    assertThat(seen).hasSize(10).doesNotHaveDuplicates();
    assertThat(seen).isNotEqualTo(read(Batches.ordered(new Numbers(10, -1), 4), sizes));
  }

  @Test
  void aBatchLongerThanAllExamples_isAllOfThem() {
    List<Integer> sizes = new ArrayList<>();
    assertThat(read(Batches.of(new Numbers(10, -1), Integer.MAX_VALUE, 7, 1), sizes)).hasSize(10);
    assertThat(sizes).containsExactly(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, WIDE})
  void orderAndVariation_dependOnSeedAndEpochAlone(int width) {
    List<Float> once = readVaried(3, 5, 2);
    assertThat(readVaried(3, 5, width)).isEqualTo(once);
    assertThat(readVaried(3, 6, width)).isNotEqualTo(once);
    assertThat(readVaried(4, 5, width)).isNotEqualTo(once);
  }

  @Test
  void orderedPass_isInOrder_withoutVariation() {
    List<Float> seen = read(Batches.ordered(new Numbers(5, -1), 2), new ArrayList<>());
    assertThat(seen).containsExactly(0f, 1f, 2f, 3f, 4f);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, WIDE})
  void failureOfTheProducer_reachesTheConsumerWithItsCause(int width) {
    try (Batches batches = Batches.ordered(new Numbers(10, 6, width), 4)) {
      assertThat(batches.next()).isNotNull();
      assertThatThrownBy(batches::next)
          .isInstanceOf(ExperimentException.class)
          .hasMessageContaining("example 6 is broken")
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void closingEarly_stopsTheThread() {
    Batches batches = Batches.ordered(new Numbers(100_000, -1), 1);
    batches.next();
    batches.close();
    assertThat(batches.next()).isNull();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("batches of 100000") && thread.isAlive());
  }

  @Test
  void noExamples_giveNoBatch() {
    try (Batches batches = Batches.ordered(new Numbers(0, -1), 4)) {
      assertThat(batches.next()).isNull();
    }
  }

  private static List<Float> readVaried(long seed, int epoch, int width) {
    Numbers examples = new Numbers(10, -1, width);
    List<Float> numbers = new ArrayList<>();
    try (Batches batches = Batches.of(examples, 3, seed, epoch)) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        for (int i = 0; i < batch.size(); i++) {
          numbers.add(batch.features()[width * i + 1]);
        }
      }
    }
    return numbers;
  }

  private static List<Float> read(Batches source, List<Integer> sizes) {
    List<Float> seen = new ArrayList<>();
    try (Batches batches = source) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        sizes.add(batch.size());
        for (int i = 0; i < batch.size(); i++) {
          assertThat(batch.labels()[i]).isEqualTo(-batch.features()[2 * i]);
          seen.add(batch.features()[2 * i]);
        }
      }
    }
    return seen;
  }

  /** Example i is (i, variation); its label is -i. */
  private record Numbers(int size, int broken, int width) implements Examples {
    Numbers(int size, int broken) {
      this(size, broken, 2);
    }

    @Override
    public FeatureShape shape() {
      return new FeatureShape.Vector(width);
    }

    @Override
    public Target target() {
      return Target.Numbers.of(List.of("y"), false);
    }

    @Override
    public void features(int index, float[] into, int offset) {
      if (index == broken) {
        throw new IllegalStateException("example " + index + " is broken");
      }
      into[offset] = index;
      into[offset + 1] = 0;
    }

    @Override
    public void varied(int index, long seed, float[] into, int offset) {
      features(index, into, offset);
      into[offset + 1] = seed % 1000;
    }

    @Override
    public void label(int index, float[] into, int offset) {
      into[offset] = -index;
    }
  }
}
