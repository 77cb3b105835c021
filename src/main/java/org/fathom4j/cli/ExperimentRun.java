package org.fathom4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.experiment.Memory;
import org.fathom4j.experiment.Preparation;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.experiment.RunOptions;
import org.fathom4j.experiment.RunPlace;
import org.fathom4j.experiment.SweepResult;
import org.fathom4j.experiment.SweepRunner;
import org.fathom4j.experiment.Workers;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.local.Request;
import org.fathom4j.tracking.mlflow.TrackingServer;

/**
 * One experiment of a command line: its file, checked, and how it is to be run.
 *
 * @param file the experiment file
 * @param preset of the file
 * @param overrides of its values
 * @param settings of the command line
 * @param experiment the file as read
 * @param sweep the checked experiment
 */
record ExperimentRun(
    Path file,
    Optional<String> preset,
    List<String> overrides,
    Settings settings,
    ExperimentFile experiment,
    PreparedSweep sweep) {
  /**
   * Options of {@code run}.
   *
   * @param workers what is asked of those who train
   * @param resume whether a run of the past is gone on with
   * @param otherCpu whether it may go on on another instruction set
   * @param out folder of the results, or the usual place
   * @param trackingUri MLflow server, or the environment's
   * @param offline whether nothing is fetched
   * @param resumeCommand the command that goes on with a run in this folder
   */
  record Settings(
      Workers workers,
      boolean resume,
      boolean otherCpu,
      Optional<Path> out,
      Optional<String> trackingUri,
      boolean offline,
      Function<Path, String> resumeCommand) {}

  /**
   * Reads and checks an experiment.
   *
   * @throws InvalidSpecException with every mistake found
   */
  static ExperimentRun prepare(
      Path file, Optional<String> preset, List<String> overrides, Settings settings) {
    TrackingServer.chosen(settings.trackingUri(), System.getenv()); // refused before anything else
    ExperimentFile experiment = ExperimentFile.load(file, preset, overrides);
    Path home = Path.of(System.getProperty("user.home"));
    DataPlaces places = DataPlaces.of(System.getenv(), home, settings.offline());
    PreparedSweep sweep = Preparation.of(experiment, places);
    Memory.here().check(sweep, settings.workers().count().orElse(1));
    return new ExperimentRun(file, preset, overrides, settings, experiment, sweep);
  }

  /**
   * Runs it to its end, or until it is interrupted.
   *
   * @param output takes the result; an interrupted process ends after it
   */
  SweepResult run(Consumer<SweepResult> output) {
    RunPlace place = new RunPlace(settings.out(), settings.resume());
    String name = sweep.header().name() + preset.map(chosen -> "-" + chosen).orElse("");
    Path store = place.folder(name, experiment.specHash());
    TerminalConsole console =
        new TerminalConsole(System.err, Integer.getInteger("fathom.terminal", 0), sweep);
    console.line(DryRun.headline(sweep));
    String goOn = settings.resumeCommand().apply(store);
    Request asked = Request.stop(store);
    try (Interrupt interrupt = Interrupt.listen(console::line, goOn)) {
      SweepResult result =
          new SweepRunner(
                  sweep,
                  options(store),
                  console,
                  () -> interrupt.requested() || asked.getAsBoolean(),
                  Request.pause(store))
              .run();
      if (result.interrupted() && !interrupt.requested()) {
        console.line("stopped as asked; go on with: " + goOn);
      }
      output.accept(result);
      return result;
    } catch (InvalidSpecException nothingStarted) {
      place.giveBack(store);
      throw nothingStarted;
    }
  }

  private RunOptions options(Path store) {
    String device = System.getProperty("fathom.device", "");
    return new RunOptions(
        store,
        settings.resume(),
        settings.otherCpu(),
        settings.workers(),
        TrackingServer.chosen(settings.trackingUri(), System.getenv()),
        RunCommandLine.of(file, preset, overrides, device),
        device,
        RunOptions.CHECKPOINTS);
  }
}
