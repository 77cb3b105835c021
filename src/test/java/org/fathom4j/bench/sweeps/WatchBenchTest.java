package org.fathom4j.bench.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fathom4j.bench.JavaCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchBenchTest {
  private static final String MAIN = "org.fathom4j.cli.Fathom";

  @TempDir private Path folder;

  private static List<String> dashboard(Path store) {
    List<String> command = JavaCommand.of(MAIN);
    command.addAll(List.of("dashboard", "--port=0", "--store=" + store));
    return command;
  }

  @Test
  void theSameSweepRunsAlone_andWatched() {
    SweepWork work = SweepWork.tiny(folder, List.of("sweep.trials=3", "training.epochs=2"));
    List<String> log = new ArrayList<>();
    WatchResult result =
        new WatchBench(MAIN, WatchBenchTest::dashboard, 1, log::add).measure(work, folder);
    WatchResult.Round round = result.rounds().get(0);
    assertThat(round.loads()).isPositive();
    assertThat(round.dashboardSeconds()).isPositive();
    assertThat(result.ratio().median()).isCloseTo(round.watched() / round.alone(), within(1e-9));
    assertThat(log).singleElement().asString().contains("tiny-mlp", "alone", "watched");
  }

  @Test
  void theRatioIsTheMedianOfTheRounds() {
    List<WatchResult.Round> rounds =
        List.of(
            new WatchResult.Round(10, 10.1, 5, 0.2),
            new WatchResult.Round(20, 20, 9, 0.4),
            new WatchResult.Round(10, 15, 5, 0.3));
    WatchResult result = new WatchResult("w", rounds);
    assertThat(result.ratio().median()).isCloseTo(1.01, within(1e-9));
    assertThat(result.share(2).median()).isCloseTo(0.01, within(1e-9));
  }
}
