package org.fathom4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.config.yaml.YamlText;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment of the project, with each of its presets. */
class ExperimentFilesTest {
  private static final Path EXPERIMENTS = Path.of("../experiments");

  record Variation(Path file, Optional<String> preset) {}

  static List<Variation> variations() throws IOException {
    List<Variation> variations = new ArrayList<>();
    try (Stream<Path> files = Files.list(EXPERIMENTS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        variations.add(new Variation(file, Optional.empty()));
        YamlValue tree =
            YamlText.read(Files.readString(file), line -> "" + line, (w, p, m) -> {}).orElseThrow();
        if (YamlValue.plain((Mapping) tree).get("presets") instanceof Map<?, ?> presets) {
          presets
              .keySet()
              .forEach(name -> variations.add(new Variation(file, Optional.of(name.toString()))));
        }
      }
    }
    return variations;
  }

  @ParameterizedTest
  @MethodSource("variations")
  void isFreeOfMistakes(Variation variation) {
    ExperimentFile file = ExperimentFile.load(variation.file(), variation.preset(), List.of());
    Problems problems = new Problems();
    ExperimentHeader header = file.header(problems);
    if (!file.isStudyAlone()) {
      assertThat(file.bind(firstPoint(header.sweep()), problems).network()).isNotEmpty();
    }
    assertThat(problems.all()).isEmpty();
    assertThat(header.question()).endsWith("?");
  }

  private static Map<String, Object> firstPoint(SweepSpec sweep) {
    Map<String, Object> point = new HashMap<>();
    sweep
        .match()
        .ifPresent(
            match -> {
              point.put(match.by(), 8);
              match.fine().ifPresent(fine -> point.put(fine.name(), fine.nominal()));
            });
    sweep.search().space().forEach((name, space) -> point.put(name, first(space)));
    return point;
  }

  private static Object first(SpaceSpec space) {
    if (space instanceof SpaceSpec.Values values) {
      return values.values().get(0);
    }
    if (space instanceof SpaceSpec.Integers range) {
      return range.from();
    }
    return ((SpaceSpec.Reals) space).from();
  }
}
