package org.fathom4j.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.DIVERGED;
import static org.fathom4j.metrics.TrialState.PRUNED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fathom4j.browser.Chromium;
import org.fathom4j.browser.Chromium.Page;
import org.fathom4j.report.Report;
import org.fathom4j.report.RunOutcome;
import org.fathom4j.report.SweepSamples;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser, over a sweep that is under way. */
class DashboardBrowserTest {
  private static final int WIDE = 1280;

  private static Chromium chromium;

  @TempDir Path store;

  private LocalStore run;
  private Dashboard dashboard;

  @BeforeAll
  static void aBrowserIsThere() {
    assumeThat(Chromium.installed()).as("Chromium is not installed").isPresent();
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void start() {
    run = LocalStore.open(store.resolve("one"));
    run.on(Records.start("one"));
    Records.play(run, 1, COMPLETE, 3);
    Records.play(run, 2, PRUNED, 1);
    Records.play(run, 3, DIVERGED, 2);
    run.on(Records.begin(4));
    run.on(Records.epochEnd(4, 1));
    run.on(Records.epochEnd(4, 2));
    dashboard = Dashboard.start(store, Dashboard.Options.local(0));
  }

  @AfterEach
  void stop() {
    dashboard.close();
    run.close();
  }

  private String address(String path) {
    return dashboard.address().resolve(path).toString();
  }

  @Test
  void everyPageIsSoundWideAndNarrowLightAndDark() throws Exception {
    for (int width : new int[] {WIDE, 400}) {
      Page page = chromium.page(width, false);
      for (String path :
          List.of("/", "/runs/one", "/runs/one/trials/1", "/runs/one/compare?trial=1&trial=4")) {
        page.open(address(path));
        for (boolean dark : new boolean[] {false, true}) {
          page.dark(dark);
          page.until(
              "[...document.querySelectorAll('[data-chart]')].every(c => c.querySelector('canvas'))");
          String where = "%s in %d pixels%s".formatted(path, width, dark ? ", dark" : ", light");
          assertThat(
                  page.value(
                      "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
              .as(where)
              .isEqualTo("0");
          assertThat(page.value(UNPAINTED)).as("charts without marks: " + where).isEmpty();
          assertThat(page.overflows()).as(where).isEmpty();
          assertThat(page.barriers()).as("axe: " + where).isEmpty();
        }
      }
      assertThat(page.complaints()).isEmpty();
      assertThat(page.requests())
          .allMatch(asked -> asked.startsWith(address("/")) || asked.startsWith("data:"));
    }
  }

  private static final String UNPAINTED =
      """
      [...document.querySelectorAll('canvas')].filter(c => {
        const bytes = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        const colours = new Set();
        for (let i = 0; i < bytes.length; i += 4) if (bytes[i + 3] > 200) colours.add(bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]);
        return colours.size < 3;
      }).map(c => c.closest('figure').id).join()
      """;

  @Test
  void aReportIsAliveHereToo_butRunsNothingElse() throws Exception {
    Path report = LocalStore.reportFolder(store.resolve("one"));
    Report.write(RunOutcome.of(SweepSamples.depthStudy(3, 0.08), Optional.empty(), false), report);
    Path index = report.resolve("index.html");
    Files.writeString(
        index,
        Files.readString(index)
            .replace("</main>", "<script>document.title = 'attacked'</script></main>"));
    Page page = chromium.page(WIDE, false);
    page.open(address("/runs/one/report/"));
    page.until("document.getElementById('kept').textContent === 'All 12 trials kept'");
    assertThat(page.value("document.title")).isNotEqualTo("attacked");
  }

  @Test
  void aTrialThatEndsAppearsInTheOpenPage() {
    Page page = chromium.page(WIDE, false);
    page.open(address("/runs/one"));
    page.until("document.querySelector('tr[data-key=\"4\"]').textContent.includes('running')");
    page.value("window.kept = document.querySelector('tr[data-key=\"4\"]'); 1");
    run.on(Records.end(4, COMPLETE, 2));
    page.until("document.querySelector('tr[data-key=\"4\"]').textContent.includes('complete')");
    assertThat(page.value("kept === document.querySelector('tr[data-key=\"4\"]')"))
        .isEqualTo("true");
    assertThat(page.value("document.querySelector('.facts').textContent")).contains("4 of 4");
  }

  @Test
  void aFilterThatIsTypedIsInTheAddressAndTheFieldKeepsItsCursor() {
    Page page = chromium.page(WIDE, false);
    page.open(address("/runs/one"));
    page.value(
        """
        (() => {
          const field = document.querySelector('#trials input[type=search]');
          field.focus();
          field.value = 'depth>3';
          field.dispatchEvent(new Event('input', {bubbles: true}));
        })()
        """);
    page.until("document.querySelectorAll('.trials tbody tr').length === 2");
    assertThat(page.value("location.search")).isEqualTo("?q=depth%3E3");
    assertThat(page.value("document.activeElement.value")).isEqualTo("depth>3");
  }

  @Test
  void curvesAreReadWithTheKeyboard() {
    Page page = chromium.page(WIDE, false);
    page.open(address("/runs/one"));
    page.until("document.querySelector('#chart-curves canvas')");
    page.value(
        """
        (() => {
          const chart = document.querySelector('#chart-curves [data-chart]');
          chart.focus();
          chart.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft', bubbles: true}));
        })()
        """);
    page.until("document.querySelector('#chart-curves .readout').textContent.includes('epoch')");
    assertThat(page.value("document.querySelector('#chart-curves .readout').textContent"))
        .contains("trial 1", "%", "depth 2");
  }

  /** Moves over a chart until something is read out, then drags a part of it into view. */
  private static void pointsAndBrushes(Page page, String chart, String where) {
    String over = "#" + chart + " .u-over";
    String read = "document.querySelector('#" + chart + " .readout').textContent";
    boolean found = false;
    for (double x = 0.03; x < 1 && !found; x += 0.05) {
      for (double y = 0.03; y < 1 && !found; y += 0.05) {
        page.point(over, x, y);
        found = page.value(read).contains("trial ");
      }
    }
    assertThat(found).as("hover: " + where).isTrue();
    page.point(over, 0.01, 0.01);
    String before = drawn(page, chart);
    page.drag(over, 0.2, 0.5, 0.7, 0.5);
    page.point(over, 0.01, 0.01);
    assertThat(drawn(page, chart)).as("brush: " + where).isNotEqualTo(before);
    page.doubleClick(over);
    page.point(over, 0.01, 0.01);
    assertThat(drawn(page, chart)).as("all again: " + where).isEqualTo(before);
  }

  /** What is on its canvas after the next frames. */
  private static String drawn(Page page, String chart) {
    return page.value(
        """
        new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
          done(document.querySelector('#%s canvas').toDataURL()))))
        """
            .formatted(chart));
  }

  @Test
  void hoverBrushSortAndFilterWork_wideAndNarrow_lightAndDark() {
    for (int i = 0; i < 4; i++) {
      int width = i < 2 ? WIDE : 400;
      Page page = chromium.page(width, i % 2 == 0);
      page.open(address("/runs/one"));
      for (String chart : List.of("chart-curves", "chart-search", "chart-timeline")) {
        page.until("document.querySelector('#%s canvas')".formatted(chart));
        pointsAndBrushes(page, chart, chart + " in " + width + " pixels");
      }
      page.open(address("/runs/one"));
      page.click(".trials thead a[href*='sort=epochs']");
      page.until("location.search === '?sort=epochs' && document.readyState === 'complete'");
      assertThat(page.value("document.querySelector('.trials tbody tr').dataset.key"))
          .isEqualTo("2");
      page.value(
          """
          (() => {
            const field = document.querySelector('#trials input[type=search]');
            field.value = 'depth<4';
            field.dispatchEvent(new Event('input', {bubbles: true}));
          })()
          """);
      page.until("document.querySelectorAll('.trials tbody tr').length === 2");
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void whatTrainedWhenIsReadWithTheKeyboardAndGrows() {
    Page page = chromium.page(400, true);
    page.open(address("/runs/one"));
    page.until("document.querySelector('#chart-timeline canvas')");
    page.until("document.querySelector('#chart-timeline .legend').textContent.includes('running')");
    page.value(
        """
        (() => {
          const chart = document.querySelector('#chart-timeline [data-chart]');
          chart.focus();
          for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft'])
            chart.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
        })()
        """);
    assertThat(page.value("document.querySelector('#chart-timeline .readout').textContent"))
        .contains("trial 2", "epoch 1", "pruned", "depth 3");
    run.on(Records.end(4, COMPLETE, 2));
    page.until(
        "!document.querySelector('#chart-timeline .legend').textContent.includes('running')");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void everyPageReadsWellWithoutScripts() {
    Page page = chromium.pageWithoutScripts(400);
    page.open(address("/"));
    assertThat(page.value("document.querySelector('.runs tbody').innerText"))
        .contains("Does depth help?");
    page.open(address("/runs/one?state=pruned"));
    assertThat(page.value("document.querySelectorAll('.trials tbody tr').length")).isEqualTo("1");
    assertThat(page.value("document.querySelector('#trials form button').offsetHeight > 0"))
        .isEqualTo("true");
  }
}
