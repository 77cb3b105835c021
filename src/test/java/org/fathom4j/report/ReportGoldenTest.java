package org.fathom4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Analyst;
import org.fathom4j.report.comparison.SeveralRuns;
import org.fathom4j.report.comparison.SeveralRuns.Named;
import org.fathom4j.report.explore.Exploration;
import org.fathom4j.report.explore.ExplorationJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seals the formats of the report's files, whatever the locale. After a wanted change, {@code
 * ./mvnw -pl src -am test -Dtest=ReportGoldenTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dgolden=test/resources/org/fathom4j/report} writes them anew; then read the difference.
 */
@ResourceLock(Resources.LOCALE)
class ReportGoldenTest {
  private static final List<String> FILES =
      List.of(
          "report.json",
          "results.csv",
          "epochs.csv",
          "report.md",
          "by-depth.svg",
          "curves-accuracy.svg",
          "curves-loss.svg",
          "timeline.svg",
          "confusion.svg",
          "slopes.svg",
          "unit-shapes.svg");

  private static final String WITH_REFERENCE =
      """
      name: x
      data: {name: xor}
      network: [{dense: {units: "${depth}"}}]
      sweep: {space: {depth: [2, 3, 4, 6]}}
      report:
        reference: {title: the paper, source: read off its figure 5, x: [3, 6, 11], y: [92.33, 95.3, 96.03]}
      """;

  private final Locale before = Locale.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void files_areTheSameInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    SweepRecord sweep = SweepSamples.troubled(SweepSamples.depthStudy(5, 0.08));
    RunOutcome run =
        RunOutcome.of(sweep, Optional.empty(), Optional.of(InspectionSamples.of(sweep)), false);
    Path page = Report.write(run, folder).index();
    for (String file : FILES) {
      String written = Files.readString(folder.resolve(file));
      assertThat(written).as("%s under %s", file, locale).isEqualTo(golden(file, written));
    }
    String explored =
        ExplorationJson.of(Exploration.of(run.findings().orElseThrow()).orElseThrow()) + "\n";
    assertThat(explored).isEqualTo(golden("exploration.json", explored));
    Locale.setDefault(Locale.ROOT);
    assertThat(page).hasSameBinaryContentAs(Report.write(run, folder.resolve("root")).index());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void figuresOfSearchesAndOfGrids_areTheSameInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    areGolden(SweepSamples.search(12), "search.svg");
    areGolden(SweepSamples.grid(3), "by-both.svg", "heat-map.svg");
  }

  /** A figure beside the curve of a paper, and the numbers behind a page of several runs. */
  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab"})
  void papersCurveAndSeveralRuns_areTheSameInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    SweepRecord beside = SweepSamples.of(SweepSamples.depthStudy(3, 0.1), WITH_REFERENCE);
    Path page = Report.write(RunOutcome.of(beside, Optional.empty(), false), folder).index();
    String figure = Files.readString(page.resolveSibling("by-depth.svg"));
    assertThat(figure).isEqualTo(golden("reference.svg", figure));
    SweepRecord both =
        SeveralRuns.of(
            List.of(
                new Named("first", SweepSamples.depthStudy(2, 0.08)),
                new Named("second", SweepSamples.depthStudy(2, 0.1))));
    RunOutcome run = RunOutcome.of(both, Optional.empty(), false);
    String explored =
        ExplorationJson.of(Exploration.of(run.findings().orElseThrow()).orElseThrow()) + "\n";
    assertThat(explored).isEqualTo(golden("several-runs.json", explored));
  }

  private void areGolden(SweepRecord sweep, String... figures) throws IOException {
    Path page = Report.write(RunOutcome.of(sweep, Optional.empty(), false), folder).index();
    for (String figure : figures) {
      String written = Files.readString(page.resolveSibling(figure));
      assertThat(written).as(figure).isEqualTo(golden(figure, written));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "ar-EG-u-nu-arab"})
  void summary_isTheSameInEveryLocale(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertThat(Report.summary(Analyst.analyse(SweepSamples.depthStudy(3, 0.08))))
        .isEqualTo(
            """
            depth  parameters  test accuracy  training  trials
                2      60,128    82.7% ± 0.1     86.5%       3
                3      60,761    86.2% ± 0.1     89.4%       3
                4      59,255    88.2% ± 0.1     90.8%       3
                6      60,508    89.9% ± 0.1     91.3%       3""");
  }

  private static String golden(String file, String written) throws IOException {
    String update = System.getProperty("golden", "");
    if (!update.isEmpty()) {
      Files.writeString(Path.of(update).resolve("golden-" + file), written);
      return written;
    }
    try (InputStream in = ReportGoldenTest.class.getResourceAsStream("golden-" + file)) {
      assertThat(in).as("golden-" + file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
