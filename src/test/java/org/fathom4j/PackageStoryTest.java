package org.fathom4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fathom4j.Sources.Source;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a package's description says that it depends on is what its files name: packages of its own
 * family in full, others by their family, in the order of the alphabet.
 */
final class PackageStoryTest {
  private static final String ROOT = "org.fathom4j.";
  private static final Pattern NAMED = Pattern.compile("org\\.fathom4j((?:\\.[a-z]\\w*)+)");
  private static final Pattern SAID = Pattern.compile("Depends on: ([^.;]+(?:\\.\\w+[^.;]*)*)[.;]");

  @TestFactory
  List<DynamicTest> dependsOnWhatItsDescriptionSays() throws IOException {
    Map<String, List<Source>> packages = Sources.byPackage();
    return packages.entrySet().stream()
        .map(each -> test(each.getKey(), each.getValue(), packages.keySet()))
        .toList();
  }

  private static DynamicTest test(String name, List<Source> files, Set<String> packages) {
    return DynamicTest.dynamicTest(
        name,
        () ->
            assertThat(said(files))
                .as("'Depends on' of package-info of %s", name)
                .contains(named(name, files, packages)));
  }

  private static Optional<String> said(List<Source> files) {
    return files.stream()
        .filter(file -> file.name().equals("package-info"))
        .map(file -> SAID.matcher(file.text().replaceAll("\\s*\\n \\*\\s+", " ")))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  private static String named(String name, List<Source> files, Set<String> packages) {
    Set<String> others = new TreeSet<>();
    for (Source file : files) {
      NAMED
          .matcher(file.code())
          .results()
          .map(found -> found.group(1).substring(1))
          .filter(other -> packages.contains(ROOT + other) && !name.equals(ROOT + other))
          .forEach(other -> others.add(family(other).equals(own(name)) ? other : family(other)));
    }
    return others.isEmpty() ? "nothing of Fathom4j" : String.join(", ", others);
  }

  private static String own(String name) {
    return family(name.substring(ROOT.length()));
  }

  private static String family(String name) {
    return name.replaceFirst("\\..*", "");
  }
}
