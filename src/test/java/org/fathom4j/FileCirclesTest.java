package org.fathom4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fathom4j.Sources.Source;
import org.junit.jupiter.api.Test;

/** Files of a package that need each other, in a circle, are few enough to be read together. */
final class FileCirclesTest {
  private static final int MOST_FILES = 6;
  private static final Pattern TYPE = Pattern.compile("(?<![.\\w])[A-Z]\\w*");

  @Test
  void noCircleInsideAPackageIsLong() throws IOException {
    Set<Set<String>> circles = new HashSet<>();
    for (List<Source> files : Sources.byPackage().values()) {
      circles.addAll(circles(uses(files)));
    }
    assertThat(circles)
        .isNotEmpty()
        .allSatisfy(circle -> assertThat(circle).hasSizeLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void filesThatReachEachOtherAreACircle() {
    Map<String, Set<String>> uses =
        Map.of("A", Set.of("B"), "B", Set.of("C"), "C", Set.of("A", "D"), "D", Set.of());
    assertThat(circles(uses)).containsExactlyInAnyOrder(Set.of("A", "B", "C"), Set.of());
  }

  /** Which files of a package each names. */
  private static Map<String, Set<String>> uses(List<Source> files) {
    Set<String> names = files.stream().map(Source::name).collect(Collectors.toSet());
    Map<String, Set<String>> uses = new TreeMap<>();
    for (Source file : files) {
      Set<String> named =
          TYPE.matcher(file.code())
              .results()
              .map(found -> found.group())
              .filter(names::contains)
              .collect(Collectors.toCollection(TreeSet::new));
      named.remove(file.name());
      uses.put(file.name(), named);
    }
    return uses;
  }

  private static Set<Set<String>> circles(Map<String, Set<String>> uses) {
    return uses.keySet().stream()
        .map(
            file ->
                reached(file, uses).stream()
                    .filter(other -> reached(other, uses).contains(file))
                    .collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }

  private static Set<String> reached(String from, Map<String, Set<String>> uses) {
    Set<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(uses.getOrDefault(from, Set.of()));
    while (!next.isEmpty()) {
      String file = next.pop();
      if (reached.add(file)) {
        next.addAll(uses.getOrDefault(file, Set.of()));
      }
    }
    return reached;
  }
}
