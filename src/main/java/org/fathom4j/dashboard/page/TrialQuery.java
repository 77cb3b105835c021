package org.fathom4j.dashboard.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.fathom4j.dashboard.http.Ask;
import org.fathom4j.dashboard.run.Notes.Note;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.dashboard.run.TrialRow;
import org.fathom4j.metrics.TrialState;

/**
 * Which trials an address asks for, and in which order.
 *
 * @param state word of the only state shown; empty for all
 * @param words conditions, apart by spaces: {@code depth=4}, {@code rate<0.01}, or part of a value
 *     or cause
 * @param starred whether only trials with a star are shown
 * @param sort column, a minus before it for the greatest first; empty for those under way, then the
 *     best
 * @param page from 1
 * @param metric on the learning curves; empty for the objective
 */
public record TrialQuery(
    String state, String words, boolean starred, String sort, int page, String metric) {
  /** Trials on a page. */
  public static final int PAGE = 100;

  /** Before the name of a parameter that is sorted by. */
  static final String PARAMETER = "p.";

  /** What the address says; what it does not say well is passed over. */
  public static TrialQuery of(Ask ask) {
    String page = ask.query("page");
    return new TrialQuery(
        ask.query("state"),
        ask.query("q"),
        ask.query("starred").equals("1"),
        ask.query("sort"),
        page.matches("[1-9]\\d{0,5}") ? Integer.parseInt(page) : 1,
        ask.query("metric"));
  }

  /** The address on that path; the page's number is left out. */
  Link link(String path) {
    return new Link(path)
        .with("state", state)
        .with("q", words)
        .with("starred", starred ? "1" : "")
        .with("sort", sort)
        .with("metric", metric);
  }

  /** Every trial that is asked for, in order. */
  public List<TrialRow> matches(RunView run, Map<Integer, Note> notes) {
    List<Predicate<TrialRow>> conditions = conditions();
    List<TrialRow> found = new ArrayList<>();
    for (TrialRow trial : run.trials()) {
      boolean in =
          (state.isEmpty() || Pill.word(run.shown(trial)).equals(state))
              && (!starred || notes.getOrDefault(trial.number(), Note.NONE).star())
              && conditions.stream().allMatch(condition -> condition.test(trial));
      if (in) {
        found.add(trial);
      }
    }
    found.sort(order(run));
    return found;
  }

  private List<Predicate<TrialRow>> conditions() {
    List<Predicate<TrialRow>> conditions = new ArrayList<>();
    for (String word : words.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      if (!word.isEmpty()) {
        conditions.add(Condition.of(word));
      }
    }
    return conditions;
  }

  private Comparator<TrialRow> order(RunView run) {
    Comparator<TrialRow> byNumber = Comparator.comparingInt(TrialRow::number);
    if (sort.isEmpty()) {
      return Comparator.<TrialRow>comparingInt(t -> run.shown(t) == TrialState.RUNNING ? 0 : 1)
          .thenComparing(finite(TrialRow::best, run.sweep().maximize()))
          .thenComparing(byNumber);
    }
    boolean down = sort.startsWith("-");
    Comparator<TrialRow> by = column(down ? sort.substring(1) : sort, down);
    return by.thenComparing(byNumber);
  }

  private static Comparator<TrialRow> column(String column, boolean down) {
    if (column.startsWith(PARAMETER)) {
      return byParameter(column.substring(PARAMETER.length()), down);
    }
    if (column.equals("state")) {
      Comparator<TrialRow> byState = Comparator.comparing(TrialRow::state);
      return down ? byState.reversed() : byState;
    }
    Function<TrialRow, Double> value =
        switch (column) {
          case "seed" -> trial -> (double) trial.record().seed();
          case "size" -> trial -> (double) trial.record().networkParameters();
          case "epochs" -> trial -> (double) trial.curves().epochs();
          case "best" -> TrialRow::best;
          case "time" -> trial -> trial.record().seconds();
          default -> trial -> (double) trial.number();
        };
    return finite(value, down);
  }

  /** Trials without such a number come last, whichever way. */
  private static Comparator<TrialRow> finite(Function<TrialRow, Double> value, boolean down) {
    Comparator<TrialRow> ascending = Comparator.comparing(value);
    return Comparator.<TrialRow>comparingInt(t -> Double.isFinite(value.apply(t)) ? 0 : 1)
        .thenComparing(down ? ascending.reversed() : ascending);
  }

  private static Comparator<TrialRow> byParameter(String name, boolean down) {
    Comparator<TrialRow> numbers =
        finite(trial -> number(trial.parameters().get(name)).orElse(Double.NaN), down);
    Comparator<TrialRow> text =
        Comparator.comparing(trial -> String.valueOf(trial.parameters().get(name)));
    return numbers.thenComparing(down ? text.reversed() : text);
  }

  static Optional<Double> number(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }
}
