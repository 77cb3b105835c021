package org.fathom4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fathom4j.report.html.Page;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.Lessons;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser: nothing sticks out, no letters lie upon letters. */
class BrowserTest {
  private static final int SECONDS = 60;

  /** Measures what the browser made of the page and leaves its complaints in the title. */
  private static final String PROBE =
      """
      <script>
      addEventListener('load', () => document.fonts.ready.then(() => {
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
        document.title = 'measured: ' + (wrong.join('; ') || 'nothing wrong');
      }));
      </script>
      """;

  @TempDir Path folder;

  @BeforeAll
  static void aBrowserIsThere() {
    assumeThat(browser()).as("Chromium is not installed").isPresent();
  }

  @Test
  void everyKindOfPage_fitsWideAndNarrowWindows() throws Exception {
    for (Map.Entry<String, Path> page : pages().entrySet()) {
      for (int width : new int[] {1200, 500}) {
        assertThat(measured(page.getValue(), width))
            .as(page.getKey() + " in a window of " + width + " pixels")
            .isEqualTo("measured: nothing wrong");
      }
    }
  }

  @Test
  void theProbeNoticesAWidePage() throws Exception {
    Path page = folder.resolve("wide.html");
    Files.writeString(page, "<html><body><div style='width:3000px'>x</div></body></html>");
    assertThat(measured(page, 1200)).contains("wider than the window");
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
    Path chapter = folder.resolve("chapter.html");
    Files.writeString(
        chapter,
        Page.html(
            6,
            List.of(
                ChapterReport.entry(
                    RunOutcome.of(SweepSamples.depthStudy(3, 0.1), Optional.of(lesson), false),
                    "01",
                    "6.1"))));
    pages.put("chapter", chapter);
    return pages;
  }

  private String measured(Path page, int width) throws Exception {
    Path probed = page.resolveSibling("probed.html");
    Files.writeString(probed, Files.readString(page) + PROBE);
    Path out = folder.resolve("dom.txt");
    Process process =
        new ProcessBuilder(
                browser().orElseThrow(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + ",1000",
                "--virtual-time-budget=10000",
                "--dump-dom",
                probed.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    String dom = Files.readString(out, StandardCharsets.UTF_8);
    return dom.replaceFirst("(?s).*<title>(measured: .*?)</title>.*", "$1");
  }

  private static Optional<String> browser() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .flatMap(
            dir ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(dir)::resolve))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
