package org.fathom4j.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problem;
import org.fathom4j.problem.Problems;

/** Reads experiments from texts. */
final class Specs {
  private Specs() {}

  static ExperimentFile file(String yaml, String... overrides) {
    return ExperimentFile.parse(yaml, Path.of("x.yaml"), Optional.empty(), List.of(overrides));
  }

  /** An experiment around one section; the other sections are right. */
  static String with(String section) {
    StringBuilder yaml = new StringBuilder(section).append('\n');
    Map<String, String> others = new LinkedHashMap<>();
    others.put("name", "name: x");
    others.put("data", "data: {name: mnist}");
    others.put("network", "network: [{dense: {units: 10}}]");
    others.forEach(
        (key, text) -> {
          if (!("\n" + section).contains("\n" + key + ":")) {
            yaml.append(text).append('\n');
          }
        });
    return yaml.toString();
  }

  /** Every mistake of an experiment whose trial has these parameters. */
  static List<String> mistakes(ExperimentFile file, Map<String, Object> parameters) {
    Problems problems = new Problems();
    file.header(problems);
    file.bind(parameters, problems).network().forEach(layer -> layer.options());
    return problems.all().stream().map(Problem::toString).toList();
  }

  static List<String> mistakes(String section, String... overrides) {
    return mistakes(file(with(section), overrides), Map.of());
  }

  /** A right experiment's trial. */
  static TrialSpec trial(String section, Map<String, Object> parameters, String... overrides) {
    Problems problems = new Problems();
    TrialSpec trial = file(with(section), overrides).bind(parameters, problems);
    problems.throwIfAny();
    return trial;
  }

  /** A right experiment's header. */
  static ExperimentHeader header(String section, String... overrides) {
    Problems problems = new Problems();
    ExperimentHeader header = file(with(section), overrides).header(problems);
    problems.throwIfAny();
    return header;
  }

  /** The message of an input that cannot be read at all. */
  static String refusal(Runnable reading) {
    InvalidSpecException refusal = assertThrows(InvalidSpecException.class, reading::run);
    return String.valueOf(refusal.getMessage());
  }
}
