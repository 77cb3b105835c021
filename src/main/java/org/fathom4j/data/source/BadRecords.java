package org.fathom4j.data.source;

import java.util.List;
import java.util.Locale;
import org.fathom4j.config.Options;
import org.fathom4j.data.fetch.FetchProgress;

/**
 * What happens to records that cannot be used ({@code bad-records: fail | skip}).
 *
 * @param skip whether they are left out, counted and named; otherwise they are a mistake
 */
record BadRecords(boolean skip) {
  private static final int SHOWN = 5;

  static BadRecords read(Options options) {
    return new BadRecords(
        options.choice("bad-records", List.of("fail", "skip"), "fail").equals("skip"));
  }

  /** How many there are and the first of them. */
  static String named(List<String> bad) {
    String more = bad.size() > SHOWN ? "\n  and %d more".formatted(bad.size() - SHOWN) : "";
    return String.format(
        Locale.ROOT,
        "%d bad record%s:\n  %s%s",
        bad.size(),
        bad.size() == 1 ? "" : "s",
        String.join("\n  ", bad.subList(0, Math.min(SHOWN, bad.size()))),
        more);
  }

  /** Says what was left out; nothing where nothing was. */
  static void tell(List<String> bad, FetchProgress progress) {
    if (!bad.isEmpty()) {
      progress.note("left out " + named(bad));
    }
  }

  /** Whether to go on; records a problem at {@code key} otherwise. */
  boolean accepts(List<String> bad, Options options, String key) {
    if (bad.isEmpty() || skip) {
      return true;
    }
    options.problem(key, named(bad) + "\nmend them, or leave them out with bad-records: skip");
    return false;
  }
}
