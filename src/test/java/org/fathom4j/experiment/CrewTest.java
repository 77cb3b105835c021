package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CrewTest {
  private static final OptionalInt NONE = OptionalInt.empty();
  private static final Memory ROOMY = new Memory(1L << 40, 1L << 40);
  private static final PreparedSweep SWEEP = sweep("");

  /** Twelve trials. */
  private static PreparedSweep sweep(String more) {
    return SmallSweep.prepared(
        """
        name: crew
        data: {name: street-numbers, train: 48, validation: 16, test: 16}
        network: [{dense: {units: "${width}"}}, output]
        training: {epochs: 1, batch: 16, engine: dl4j}
        sweep: {space: {width: [2, 3, 4, 5]}, seeds: 3%s}
        """
            .formatted(more));
  }

  private static Crew.Machine machine(int cores) {
    return new Crew.Machine(cores, NONE, ROOMY);
  }

  private static Workers asked(OptionalInt count, OptionalInt threads, Optional<Boolean> isolate) {
    return new Workers(count, threads, isolate, Duration.ofMinutes(1));
  }

  private static Crew crew(Workers asked, OptionalInt before, Crew.Machine machine, double trial) {
    return Crew.of(SWEEP, asked, before, machine, () -> trial);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 1, 2", // one trial has all cores
    "2, 3, 2, 2", // a third one would wait for the first two
    "2, 12, 2, 1",
    "8, 4, 4, 2",
    "8, 12, 8, 2",
    "8, 200, 8, 1",
    "8, 200, 4, 2" // no more than four can run side by side
  })
  void coresAreSharedSoThatEqualTrialsEndSoonest(int cores, int trials, int together, int threads) {
    assertThat(Crew.threads(cores, trials, together)).isEqualTo(threads);
  }

  @Test
  void threadsOfATrialDoNotDependOnTheNumberOfWorkers() {
    for (int workers : new int[] {1, 2, 8}) {
      Workers asked = asked(OptionalInt.of(workers), NONE, Optional.empty());
      Crew crew = crew(asked, NONE, machine(2), 0);
      assertThat(crew.threads()).isEqualTo(1);
      assertThat(crew.workers()).isEqualTo(workers);
    }
    assertThat(crew(Workers.any(), NONE, machine(2), 0).workers()).isEqualTo(2);
  }

  @Test
  void aResumedSweepKeepsItsThreads_thenTheCommandLineDecides_thenTheFile_thenTheEnvironment() {
    Crew.Machine machine = new Crew.Machine(8, OptionalInt.of(5), ROOMY);
    Workers asked = asked(NONE, OptionalInt.of(3), Optional.empty());
    assertThat(crew(asked, OptionalInt.of(2), machine, 0).threads()).isEqualTo(2);
    assertThat(crew(asked, NONE, machine, 0).threads()).isEqualTo(3);
    PreparedSweep file = sweep(", threads: 4");
    assertThat(Crew.of(file, Workers.any(), NONE, machine, () -> 0).threads()).isEqualTo(4);
    assertThat(crew(Workers.any(), NONE, machine, 0).threads()).isEqualTo(5);
  }

  @Test
  void longTrialsOfNamedWorkersHaveProcesses_unlessOneAsksOtherwise() {
    Workers two = asked(OptionalInt.of(2), NONE, Optional.empty());
    assertThat(crew(two, NONE, machine(2), 60).processes()).isTrue();
    assertThat(crew(two, NONE, machine(2), 1).processes()).isFalse();
    assertThat(crew(Workers.any(), NONE, machine(2), 60).processes()).isFalse();
    Workers isolated = asked(NONE, NONE, Optional.of(true));
    assertThat(crew(isolated, NONE, machine(2), 1).processes()).isTrue();
    assertThat(crew(Workers.inThisProcess(2), NONE, machine(2), 60).processes()).isFalse();
  }

  @Test
  void memoryBoundsHowManyAreChosen_andRefusesMoreThanFit() {
    double largest = 1000; // 0 would be no limit
    while (!new Memory((long) largest, 1L << 40).fits(SWEEP, 1)) {
      largest += 1000;
    }
    Memory room = new Memory((long) largest, 1L << 40);
    Crew.Machine small = new Crew.Machine(2, NONE, room);
    assertThat(crew(Workers.any(), NONE, small, 0).workers()).isEqualTo(1);
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> crew(Workers.inThisProcess(2), NONE, small, 0))
        .withMessageContaining("2 trials side by side");
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> crew(asked(OptionalInt.of(2), NONE, Optional.of(true)), NONE, small, 0))
        .withMessageContaining("needs at least");
  }

  @Test
  void whatWasChosenIsSaidInOneLine() {
    Duration silence = Duration.ofMinutes(1);
    assertThat(new Crew(1, 2, false, silence)).hasToString("one trial at a time on 2 threads");
    assertThat(new Crew(2, 1, true, silence))
        .hasToString("2 trials side by side, each on 1 thread in a process of its own");
  }
}
