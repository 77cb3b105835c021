package org.fathom4j.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fathom4j.config.CollectionSpec;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problem;
import org.fathom4j.problem.Problems;
import org.fathom4j.report.CollectionReport;
import org.fathom4j.report.RunOutcome;
import org.fathom4j.report.lesson.CollectionEntry;
import org.fathom4j.tracking.local.Ending;
import org.fathom4j.tracking.local.LocalStore;

/**
 * Every experiment of a folder that belongs to one collection, in the order of their names.
 *
 * @param name of the collection
 * @param folder of experiment files
 * @param preset used of each file that has it
 */
public record ExperimentCollection(String name, Path folder, Optional<String> preset) {

  /**
   * An experiment of the collection.
   *
   * @param file its file
   * @param preset used of it
   * @param specHash of it
   * @param collection what its file says of the collection
   */
  public record Member(
      Path file, Optional<String> preset, String specHash, CollectionSpec collection) {
    /** Its folder among those of the collection's runs. */
    public String folder() {
      return file.getFileName().toString().replaceFirst("\\.yaml$", "");
    }

    /** Its part of the collection's page. */
    public CollectionEntry entry(RunOutcome outcome) {
      String number = file.getFileName().toString().replaceFirst("(\\d*).*", "$1");
      return CollectionReport.entry(outcome, number, collection.section());
    }
  }

  /**
   * Prepares every member.
   *
   * @param <T> a prepared one
   * @throws InvalidSpecException with the mistakes of all files, or if the collection is empty
   */
  public <T> List<T> prepare(Function<Member, T> preparation) {
    List<Problem> problems = new ArrayList<>();
    List<T> prepared = new ArrayList<>();
    for (Path file : files()) {
      try {
        member(file).map(preparation).ifPresent(prepared::add);
      } catch (InvalidSpecException mistakes) {
        problems.addAll(mistakes.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(problems);
    }
    if (prepared.isEmpty()) {
      throw new InvalidSpecException(
          "--collection: no experiment in %s belongs to %s; one that does says so with collection: {name: %s}"
              .formatted(folder, name, name));
    }
    return prepared;
  }

  /** Whether a stored run came to its end, and need not be run again. */
  public static boolean ended(Path store) {
    return LocalStore.ending(store)
        .map(Ending::outcome)
        .filter(Outcome.FINISHED::equals)
        .isPresent();
  }

  private Optional<Member> member(Path file) {
    ExperimentFile plain = ExperimentFile.load(file, Optional.empty(), List.of());
    return plain
        .header(new Problems())
        .collection()
        .filter(collection -> collection.name().equals(name))
        .map(collection -> member(file, plain, collection));
  }

  private Member member(Path file, ExperimentFile plain, CollectionSpec collection) {
    Optional<String> chosen = preset.filter(plain::hasPreset);
    String hash = ExperimentFile.load(file, chosen, List.of()).specHash();
    return new Member(file, chosen, hash, collection);
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new ExperimentException("The folder " + folder + " cannot be listed: " + e, e);
    }
  }
}
