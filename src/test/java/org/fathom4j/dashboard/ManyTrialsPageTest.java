package org.fathom4j.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.fathom4j.metrics.TrialState.COMPLETE;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.fathom4j.browser.Chromium;
import org.fathom4j.browser.Chromium.Page;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long people wait before a sweep of 5,000 trials of 50 epochs: with {@code -Pmany-trials}
 * alone, on a machine that does nothing else.
 */
final class ManyTrialsPageTest {
  private static final int TRIALS = Integer.getInteger("fathom.many.trials", 0);
  private static final int MANY = 1000;
  private static final int EPOCHS = 50;

  @TempDir private Path store;

  @Test
  void aPageOfThousandsOfTrials_isThereAtOnce_scrollsEvenly_andTellsOfEndsAsTheyCome()
      throws Exception {
    assumeThat(TRIALS).as("-Pmany-trials").isGreaterThanOrEqualTo(MANY);
    assumeThat(Chromium.installed()).as("Chromium is not installed").isPresent();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger trained = new AtomicInteger();
    try (LocalStore run = LocalStore.open(store.resolve("many"));
        Chromium chromium = Chromium.start()) {
      run.on(Records.start("many"));
      for (int trial = 1; trial <= TRIALS; trial++) {
        Records.play(run, trial, COMPLETE, EPOCHS);
      }
      run.on(Records.begin(TRIALS + 1));
      try (Dashboard dashboard = Dashboard.start(store, Dashboard.Options.local(0))) {
        Page page = chromium.page(1280, false);
        page.open(dashboard.address().resolve("/runs/many").toString());
        page.until("performance.getEntriesByName('first-contentful-paint').length > 0");
        double painted =
            number(page, "performance.getEntriesByName('first-contentful-paint')[0].startTime");
        page.until("!document.querySelector('.facts').textContent.includes('still being read')");
        double read = number(page, "performance.now()");
        Thread epochs = new Thread(() -> trained.set(train(run, over)), "epochs");
        epochs.start();
        double frame = number(page, SCROLL);
        over.set(true);
        epochs.join();
        page.value(
            "(() => { window.seen = new Promise(done => new MutationObserver(() => "
                + "document.querySelector('.facts').textContent.includes('%s')"
                    .formatted(String.format(Locale.ROOT, "%,d of", TRIALS + 1))
                + " && done(Date.now())).observe(document.getElementById('main'),"
                + " {subtree: true, childList: true, characterData: true})); })()");
        long ended = System.currentTimeMillis();
        run.on(Records.end(TRIALS + 1, COMPLETE, trained.get()));
        double shown = number(page, "window.seen") - ended;
        System.out.printf(
            "%d trials: first paint %.0f ms, all read %.0f ms, longest frame %.0f ms, an end shown"
                + " after %.0f ms%n",
            TRIALS, painted, read, frame, shown);
        assertThat(painted).isLessThan(2000);
        assertThat(frame).isLessThan(100);
        assertThat(shown).isLessThan(2000);
      }
    }
  }

  /** Ends an epoch ten times a second. */
  private static int train(LocalStore run, AtomicBoolean over) {
    int epoch = 0;
    while (!over.get()) {
      run.on(Records.epochEnd(TRIALS + 1, ++epoch));
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return epoch;
      }
    }
    return epoch;
  }

  private static double number(Page page, String expression) {
    return Double.parseDouble(page.value(expression));
  }

  /** The longest time between two frames while the page is scrolled down and up for ten seconds. */
  private static final String SCROLL =
      """
      new Promise(done => {
        let begin = 0, last = 0, longest = 0, step = 30;
        const next = now => {
          if (last) longest = Math.max(longest, now - last);
          begin ||= now;
          last = now;
          const before = scrollY;
          scrollBy(0, step);
          if (scrollY === before) step = -step;
          if (now - begin < 10000) requestAnimationFrame(next);
          else done(longest);
        };
        requestAnimationFrame(next);
      })
      """;
}
