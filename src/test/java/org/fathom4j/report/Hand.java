package org.fathom4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.fathom4j.browser.Chromium.Page;

/** What a hand does on a report's page, with a pointer, where the page has what it takes. */
final class Hand {
  private static final String KEPT = "document.getElementById('kept').textContent";
  private static final String SORT = "th button.sort:visible";
  private static final String TIP =
      "[...document.querySelectorAll('.tip')].filter(t => !t.hidden).map(t => t.textContent).join()";

  private Hand() {}

  /** Points, brushes an axis, switches a network off and sorts; leaves all as it was. */
  static void triesAll(Page page, String where) {
    if (page.has("#explore:visible")) {
      points(page, where);
      brushes(page, where);
      switchesOff(page, where);
    }
    if (page.has(SORT)) {
      sorts(page, where);
    }
  }

  private static void points(Page page, String where) {
    page.hover("#scatter .trial");
    assertThat(page.value(TIP)).as("hover: " + where).contains("trial ");
    page.hover("h1");
    assertThat(page.value(TIP)).as("hover: " + where).isEmpty();
  }

  /** The lower part of an axis of which the upper one is kept, or the other way round. */
  private static void brushes(Page page, String where) {
    page.drag("#parallel .brush .overlay", 0.5, 0.02, 0.5, 0.35);
    String upper = page.value(KEPT);
    page.click("#keep-all");
    assertThat(page.value(KEPT)).as("keep all: " + where).startsWith("All ");
    page.drag("#parallel .brush .overlay", 0.5, 0.65, 0.5, 0.98);
    String lower = page.value(KEPT);
    assertThat(upper + lower).as("brush: " + where).contains(" of ");
    page.click("#keep-all");
  }

  private static void switchesOff(Page page, String where) {
    if (page.has("#networks button")) {
      page.click("#networks button");
      assertThat(page.value(KEPT)).as("switch off: " + where).doesNotStartWith("All ");
      page.click("#networks button");
      assertThat(page.value(KEPT)).as("switch on: " + where).startsWith("All ");
    }
  }

  private static void sorts(Page page, String where) {
    page.click(SORT);
    assertThat(page.value("document.querySelector('th[aria-sort]').ariaSort"))
        .as("sort: " + where)
        .isIn("ascending", "descending");
  }
}
