package org.fathom4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fathom4j.browser.Chromium;
import org.fathom4j.browser.Chromium.Page;
import org.fathom4j.config.CollectionSpec;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.Lessons;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages in a real browser, in windows of one width: nothing sticks out, no letters lie upon
 * letters.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PagesInABrowser {
  /** What is wrong with the layout, in words. */
  private static final String WRONG =
      """
      document.fonts.ready.then(() => {
        const wrong = [];
        const page = document.documentElement;
        if (page.scrollWidth > page.clientWidth + 1) wrong.push('the page is wider than the window');
        if (![...document.fonts].some(f => f.status === 'loaded')) wrong.push('no font came with it');
        for (const svg of document.querySelectorAll('svg')) {
          const frame = svg.getBoundingClientRect();
          if (frame.width === 0) continue;
          const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
          for (const [text, box] of boxes) {
            if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
              wrong.push('sticks out: ' + text);
          }
          for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
            const a = boxes[i][1], b = boxes[j][1];
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (across > 2 && down > 5) wrong.push(boxes[i][0] + ' lies upon ' + boxes[j][0]);
          }
        }
        for (const figure of document.querySelectorAll('figure, #parallel, #scatter, #curves')) {
          const drawings = [...figure.querySelectorAll('svg, img')].filter(d => d.getBoundingClientRect().width);
          const marked = d => d.naturalWidth || [...d.querySelectorAll('circle, path, rect, line, polyline, polygon, image, use')]
            .some(m => { const b = m.getBoundingClientRect(); return b.width > 1 || b.height > 1; });
          if (figure.checkVisibility() && !(drawings.length && drawings.every(marked))) wrong.push('a chart without marks: ' + figure.outerHTML.slice(0, 80));
        }
        return wrong.join('; ');
      })
      """;

  /** Pages in whose figures every letter is looked at. */
  private static final Set<String> FEW_LETTERS = Set.of("search", "grid", "inside");

  @TempDir Path folder;

  private final int width;
  private @Nullable Chromium chromium;

  PagesInABrowser(int width) {
    this.width = width;
  }

  @BeforeAll
  void aBrowserIsThere() {
    assumeThat(Chromium.installed()).as("Chromium is not installed").isPresent();
    chromium = Chromium.start();
  }

  @AfterAll
  void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void everyKindOfPage_isSoundLightAndDark() throws Exception {
    Page page = page();
    pages().forEach((name, file) -> isSound(page, file, name + " in " + width + " pixels"));
  }

  @Test
  void everyCommittedReportIsSoundToo() throws IOException {
    List<Path> committed;
    try (Stream<Path> files = Files.walk(Path.of("..", "reports"))) {
      committed =
          files
              .filter(file -> file.endsWith("index.html"))
              .filter(file -> !file.startsWith(Path.of("..", "reports", "out")))
              .sorted()
              .toList();
    }
    assertThat(committed).isNotEmpty();
    Page page = page();
    committed.forEach(file -> isSound(page, file, file + " in " + width + " pixels"));
  }

  private Page page() {
    return Objects.requireNonNull(chromium).page(width, false);
  }

  /** Light and dark; then everything is tried that a hand can do there. */
  private static void isSound(Page page, Path file, String where) {
    page.open(file.toAbsolutePath().normalize().toUri().toString());
    for (boolean dark : new boolean[] {false, true}) {
      page.dark(dark);
      String there = where + (dark ? ", dark" : ", light");
      assertThat(page.value(WRONG)).as(there).isEmpty();
      assertThat(page.overflows()).as(there).isEmpty();
      boolean figuresToo = FEW_LETTERS.stream().anyMatch(name -> where.startsWith(name + " "));
      assertThat(figuresToo ? page.barriers() : page.barriersBesideFigures())
          .as("axe: " + there)
          .isEmpty();
      Hand.triesAll(page, there);
    }
    assertThat(page.complaints()).as(where).isEmpty();
    assertThat(page.requests()).as(where).allMatch(asked -> asked.matches("(file|data):.*"));
  }

  @Test
  void theProbeNoticesAWidePage() throws Exception {
    Path file = folder.resolve("wide.html");
    Files.writeString(file, "<html><body><div style='width:3000px'>x</div></body></html>");
    Page page = page();
    page.open(file.toUri().toString());
    assertThat(page.value(WRONG)).contains("wider than the window");
  }

  private static RunOutcome looked() {
    SweepRecord sweep = SweepSamples.depthStudy(3, 0.1);
    return RunOutcome.of(sweep, Optional.empty(), Optional.of(InspectionSamples.of(sweep)), false);
  }

  private Map<String, Path> pages() throws IOException {
    Lesson lesson = Lessons.mixed();
    Map<String, Path> pages = new LinkedHashMap<>();
    ReportTryout.sweeps()
        .forEach(
            (name, sweep) ->
                pages.put(
                    name,
                    Report.write(
                            RunOutcome.of(sweep, Optional.of(lesson), false), folder.resolve(name))
                        .index()));
    Path collection = folder.resolve("collection.html");
    Files.writeString(
        collection,
        org.fathom4j.report.html.Page.html(
            new CollectionSpec("chapter-6", "A work of two chapters", ""),
            List.of(
                CollectionReport.entry(
                    RunOutcome.of(SweepSamples.depthStudy(3, 0.1), Optional.of(lesson), false),
                    "01",
                    "6.1"))));
    pages.put("collection", collection);
    pages.put("inside", Report.write(looked(), folder.resolve("inside")).index());
    Path network = Files.createDirectories(folder.resolve("network"));
    Inspection found = InspectionSamples.of(SweepSamples.depthStudy(3, 0.1));
    pages.put(
        "network",
        new InspectionReport("trial 7", "photos", "95.61% of 2,734 examples right", found)
            .write(network)
            .get(0));
    return pages;
  }
}
