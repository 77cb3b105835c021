package org.fathom4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.browser.Chromium;
import org.fathom4j.browser.Chromium.Page;
import org.fathom4j.metrics.SweepRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with a report's page: brush, filter, switch off, sort, copy, point. */
class ExploreTest {
  private static final String KEPT = "document.getElementById('kept').textContent";
  private static final String ROWS =
      "[...document.querySelectorAll('#every-trial tbody tr')].filter(r => !r.hidden)"
          + ".map(r => r.cells[0].textContent).join()";
  private static final String FIGURES =
      "[...document.querySelectorAll('figure .wide circle[data-trials]:not(.off)')].length";

  private static Chromium chromium;

  @TempDir Path folder;

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

  private Page open(SweepRecord sweep) {
    Page page = chromium.page(1280, false);
    page.open(index(sweep));
    return page;
  }

  private String index(SweepRecord sweep) {
    RunOutcome run = RunOutcome.of(sweep, Optional.empty(), false);
    return Report.write(run, folder).index().toUri().toString();
  }

  /** Drags along the axis of that place, between parts of its height from the top. */
  private static void drag(Page page, int axis, double from, double to) {
    page.value(
        """
        (() => {
          const overlay = document.querySelectorAll('#parallel .brush .overlay')[%d];
          const box = overlay.getBoundingClientRect();
          const at = part => ({ clientX: box.x + box.width / 2, clientY: box.y + box.height * part, bubbles: true, cancelable: true, view: window });
          overlay.dispatchEvent(new MouseEvent('mousedown', at(%s)));
          window.dispatchEvent(new MouseEvent('mousemove', at(%s)));
          window.dispatchEvent(new MouseEvent('mouseup', at(%s)));
          return '';
        })()
        """
            .formatted(axis, from, to, to));
  }

  private static void key(Page page, String element, String key, boolean shift) {
    page.value(
        "document.querySelector(`%s`).dispatchEvent(new KeyboardEvent('keydown', {key: '%s', shiftKey: %s, bubbles: true})), ''"
            .formatted(element, key, shift));
  }

  @Test
  void everyChartShowsEveryTrial() {
    Page page = open(SweepSamples.search(30));
    for (String chart : new String[] {"parallel", "scatter", "curves"}) {
      assertThat(page.value("document.querySelectorAll('#" + chart + " .trial').length"))
          .as(chart)
          .isEqualTo("30");
    }
    assertThat(page.value(KEPT)).isEqualTo("All 30 trials kept");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void brushingAnAxis_leavesOnlyItsTrialsInChartsFiguresAndTable() {
    Page page = open(SweepSamples.depthStudy(5, 0.08));
    String before = page.value(FIGURES);
    drag(page, 0, -0.01, 0.3); // the uppermost part: depth 6 alone
    assertThat(page.value(KEPT)).isEqualTo("5 of 20 trials kept");
    assertThat(page.value(ROWS)).isEqualTo("16,17,18,19,20");
    assertThat(page.value("document.querySelectorAll('#curves .trial').length")).isEqualTo("5");
    assertThat(page.value("document.querySelectorAll('#scatter .trial:not(.off)').length"))
        .isEqualTo("5");
    int left = Integer.parseInt(page.value(FIGURES));
    assertThat(left).isPositive().isLessThan(Integer.parseInt(before));
    page.value("document.getElementById('keep-all').click(), ''");
    assertThat(page.value(KEPT)).isEqualTo("All 20 trials kept");
    assertThat(page.value(FIGURES)).isEqualTo(before);
  }

  @Test
  void theKeyboardBrushesAnAxis() {
    Page page = open(SweepSamples.depthStudy(5, 0.08));
    String axis = "#parallel [data-axis=\"0\"]";
    key(page, axis, "ArrowUp", false);
    key(page, axis, "ArrowUp", false); // past the lowest depth
    assertThat(page.value(KEPT)).isEqualTo("15 of 20 trials kept");
    key(page, axis, "ArrowDown", true);
    key(page, axis, "ArrowDown", true);
    assertThat(page.value(KEPT)).isEqualTo("10 of 20 trials kept");
    key(page, axis, "Escape", false);
    assertThat(page.value(KEPT)).isEqualTo("All 20 trials kept");
  }

  @Test
  void anAxisOfWholeNumbersHasNoHalves() {
    Page page = open(SweepSamples.depthStudy(5, 0.08));
    String depths =
        "[...document.querySelectorAll('#parallel .axis')[0].querySelectorAll('.tick')].map(t => t.textContent).join()";
    assertThat(page.value(depths)).isEqualTo("2,3,4,5,6");
  }

  @Test
  void aNetworkIsSwitchedOff() {
    Page page = open(SweepSamples.depthStudy(5, 0.08));
    page.value("document.querySelector('#networks button').click(), ''");
    assertThat(page.value(KEPT)).isEqualTo("15 of 20 trials kept");
    assertThat(page.value(ROWS)).startsWith("6,7,8");
    assertThat(page.value("document.querySelector('#networks button').ariaPressed"))
        .isEqualTo("false");
  }

  @Test
  void anAxisBecomesLogarithmic() {
    Page page = open(SweepSamples.search(30));
    String across = "document.querySelector('#scatter circle').getAttribute('cx')";
    page.value(
        "document.getElementById('x').value = '1', document.getElementById('x').dispatchEvent(new Event('change')), ''");
    String linear = page.value(across);
    page.value("document.getElementById('log-x').click(), ''");
    assertThat(page.value(across)).isNotEqualTo(linear);
    assertThat(page.value("document.querySelector('[data-log=\"1\"]').textContent"))
        .isEqualTo("log");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void pointingAtATrialTellsOfIt_byPointerAndByKeys() {
    Page page = open(SweepSamples.troubled(SweepSamples.depthStudy(5, 0.08)));
    page.value(
        "document.querySelector('#curves [data-i=\"2\"]').dispatchEvent(new PointerEvent('pointerenter')), ''");
    assertThat(page.value("document.querySelector('.tip').innerText"))
        .contains("trial 3", "depth 2, seed 3", "test accuracy");
    assertThat(page.value("document.querySelectorAll('#curves .train').length")).isEqualTo("1");
    key(page, "#scatter svg", "ArrowRight", false);
    assertThat(page.value("document.getElementById('pointed').textContent")).startsWith("trial ");
    page.value(
        "document.querySelector('figure .wide circle[data-trials]').dispatchEvent(new PointerEvent('pointerover', {bubbles: true})), ''");
    assertThat(page.value("document.querySelector('.tip').hidden")).isEqualTo("false");
  }

  @Test
  void aTableIsSortedAndCopied() {
    Page page = open(SweepSamples.search(30));
    String table = "document.querySelector('#leaderboard table')";
    String first = table + ".tBodies[0].rows[0].cells[0].textContent";
    String rate = table + ".tHead.rows[0].cells[3].querySelector('button')";
    assertThat(page.value(first)).isEqualTo("1");
    page.value(rate + ".click(), ''");
    String rates =
        "[...%s.tBodies[0].rows].map(r => +r.cells[3].textContent).every((v, i, a) => !i || a[i - 1] %s v)";
    assertThat(page.value(rates.formatted(table, "<="))).isEqualTo("true");
    page.value(rate + ".click(), ''");
    assertThat(page.value(rates.formatted(table, ">="))).isEqualTo("true");
    page.value("document.querySelector('#leaderboard .copy').click(), ''");
    assertThat(page.value(table + ".dataset.csv").lines())
        .hasSize(31)
        .first()
        .asString()
        .startsWith("rank,depth,width,rate,activation,parameters");
  }

  @Test
  void withoutScripts_thePageIsWhole() {
    String address = index(SweepSamples.search(30));
    Page page = chromium.pageWithoutScripts(1280);
    page.open(address);
    assertThat(page.value("document.getElementById('explore').hidden")).isEqualTo("true");
    assertThat(page.value("document.querySelectorAll('figure svg circle').length"))
        .isNotEqualTo("0");
    assertThat(page.value("document.querySelector('#leaderboard tbody').rows.length"))
        .isEqualTo("30");
  }

  @Test
  void whatARunContainsIsNeverAScript() {
    SweepRecord sweep = SweepSamples.hostile();
    Page page = open(sweep);
    assertThat(page.value("window.attacked === undefined")).isEqualTo("true");
    assertThat(page.value(KEPT)).contains("trials kept");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void whatWasToldAsWhat_andFilters_sayWhatTheyAre() {
    SweepRecord sweep = SweepSamples.depthStudy(3, 0.08);
    RunOutcome run =
        RunOutcome.of(sweep, Optional.empty(), Optional.of(InspectionSamples.of(sweep)), false);
    Page page = chromium.page(1280, false);
    page.open(Report.write(run, folder).index().toUri().toString());
    assertThat(pointAt(page, "#confusion .wide rect[data-tip^=dog]"))
        .isEqualTo("dog told as cat15 of 500 examples, 3.0%");
    assertThat(pointAt(page, ".filters img")).isEqualTo("unit 3, piece 2norm 1.5");
    assertThat(page.value("document.querySelectorAll('.mistakes img').length")).isEqualTo("2");
    assertThat(page.value("document.querySelector('.mistakes img').naturalWidth")).isEqualTo("8");
    assertThat(page.complaints()).isEmpty();
  }

  private static String pointAt(Page page, String mark) {
    return page.value(
        """
        (() => {
          document.querySelector('%s').dispatchEvent(new PointerEvent('pointerover', {clientX: 9, clientY: 9, bubbles: true}));
          return document.querySelector('.tip').textContent;
        })()
        """
            .formatted(mark));
  }
}
