package org.fathom4j.experiment.arbiter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The traps that were measured in Arbiter's runner and generators on Deeplearning4j 1.0.0-M2.1, and
 * for each the tests that show that ours does not have it. Where a test is renamed or removed this
 * one fails.
 */
final class ArbiterTrapsTest {
  private static final String HERE = "org.fathom4j.experiment.arbiter.";
  private static final String SWEEP = HERE + "ArbiterSweepTest#";
  private static final String ENGINE = "org.fathom4j.sweep.engine.SweepEngineTest#";

  /**
   * A trap.
   *
   * @param number as it was measured
   * @param what goes wrong there
   * @param tests that hold it off here
   */
  private record Trap(int number, String what, List<String> tests) {
    Trap(int number, String what, String... tests) {
      this(number, what, List.of(tests));
    }
  }

  private static Stream<Trap> traps() {
    return Stream.of(
        new Trap(
            1,
            "classes of beta7 that do not link with M2.1",
            SWEEP + "aConfigurationRunsUnchanged_alsoFromItsJson_andItsNetworksAreStored"),
        new Trap(
            2,
            "an endless loop over candidates that cannot be built",
            SWEEP + "aSpaceInWhichNothingCanBeTrainedEnds_andEachFailureIsTold",
            ENGINE + "aSpaceInWhichEveryTrialFailsEndsAfterTheTrialsThatWereAskedFor"),
        new Trap(
            3,
            "a grid with an axis of one value hangs",
            SWEEP + "aGridWithOneValuedAxesHasItsPointsAndEnds"),
        new Trap(
            4, "a fixed layer multiplies a grid", SWEEP + "aFixedLayerAndFlagsMultiplyNothing"),
        new Trap(
            5,
            "a grid at its end does not end the run",
            SWEEP + "aGridWithOneValuedAxesHasItsPointsAndEnds",
            SWEEP + "rangesOfAGridHaveAsManyPointsAsItSays"),
        new Trap(
            6,
            "more candidates than were asked for",
            SWEEP + "noMoreCandidatesStartThanAreAskedFor",
            ENGINE + "noMoreTrialsAreStartedThanWereAskedForOnAnyNumberOfWorkers"),
        new Trap(
            7,
            "a score that is no number is the best for ever",
            SWEEP + "aScoreThatIsNoNumberNeverWins",
            ENGINE + "aLossThatIsNoNumberNeverWins"),
        new Trap(
            8,
            "nobody hears of a failed training",
            SWEEP + "aSpaceInWhichNothingCanBeTrainedEnds_andEachFailureIsTold",
            "org.fathom4j.trial.TrialExecutorContract#aTrialThatFails_endsWithItsCause_andTheNextJobRuns"),
        new Trap(
            9,
            "a listener's trouble ends the sweep or fails the trial",
            "org.fathom4j.trial.TrialExecutorContract#aListenerThatThrows_breaksTheJobOff_withoutFailingTheTrial",
            "org.fathom4j.tracking.mlflow.MlflowTroubleTest#anErrorOfTheServer"),
        new Trap(
            10,
            "2 s of sleep and a collection of the heap after each candidate",
            HERE + "ArbiterTrapsTest#nothingSleepsBetweenTrials"),
        new Trap(
            11,
            "JSON forgets the seed and unties what two layers share",
            SWEEP + "aConfigurationRunsUnchanged_alsoFromItsJson_andItsNetworksAreStored",
            SWEEP + "aSpaceOfTwoLayersStaysOneAxisInItsJson"),
        new Trap(
            12,
            "genetic search is seeded by the clock, and seeds cannot be repeated",
            "org.fathom4j.sweep.arbiter.GeneticTest#generationsAreBredAndAreTheSameForTheSameSeed",
            ENGINE + "seedsAreTheOuterLoopWhereResultsChangeNothing"),
        new Trap(
            13,
            "equal scores at any number of workers are to stay",
            SWEEP + "anyNumberOfWorkersGivesEveryResultAndTheSameScores",
            "org.fathom4j.experiment.LearningSweepTest#anyNumberOfWorkersGivesTheSamePointsScoresAndWinner"),
        new Trap(
            14,
            "early stopping drags its data into candidates and JSON",
            SWEEP + "earlyStoppingHolds",
            "org.fathom4j.trial.TrialJobTest#aJobHoldsTheExperimentWithPresetAndOverrides_andIsBoundToIt"),
        new Trap(
            15,
            "the last result is lost at the end",
            SWEEP + "anyNumberOfWorkersGivesEveryResultAndTheSameScores",
            "org.fathom4j.trial.TrialExecutorContract#closingBreaksOffWhatRuns_andWaitsForIt"),
        new Trap(
            16,
            "results that come late are never shown to the generator",
            ENGINE + "aDecisionSeesTheResultsThatHaveEndedByThenInVirtualTimeAndNoOthers",
            "org.fathom4j.experiment.LearningSweepTest#brokenOffAgainAndAgain_itEndsAsTheUnbrokenOne"));
  }

  @Test
  void everyTrapHasItsPlace() {
    assertThat(traps().map(Trap::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 16).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("traps")
  void itsTestsAreThere(Trap trap) throws ClassNotFoundException {
    assertThat(trap.tests()).isNotEmpty();
    for (String test : trap.tests()) {
      String[] parts = test.split("#", -1);
      assertThat(Class.forName(parts[0]).getDeclaredMethods())
          .as(trap.what())
          .anySatisfy(
              method -> {
                assertThat(method.getName()).isEqualTo(parts[1]);
                assertThat(Arrays.toString(method.getAnnotations())).contains("Test(");
              });
    }
  }

  @Test
  void nothingSleepsBetweenTrials() {
    noClasses()
        .that()
        .haveSimpleNameNotContaining("NetworkMemory") // collects at most once in ten seconds
        .and()
        .doNotHaveSimpleName("Gate") // sleeps while a person has the sweep paused
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(System.class, "gc")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(
                    "org.fathom4j.experiment", "org.fathom4j.sweep", "org.fathom4j.trial"));
  }
}
