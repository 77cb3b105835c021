package org.fathom4j.dashboard.page;

import static org.fathom4j.report.html.Html.element;
import static org.fathom4j.report.html.Html.text;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.dashboard.machine.Machine;
import org.fathom4j.dashboard.run.ArtifactFile;
import org.fathom4j.dashboard.run.Notes.Note;
import org.fathom4j.dashboard.run.RunClock;
import org.fathom4j.dashboard.run.RunState;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.dashboard.run.TrialRow;
import org.fathom4j.dashboard.run.Wish;
import org.fathom4j.dashboard.run.Words;
import org.fathom4j.report.analysis.Numbers;

/**
 * The page of a run.
 *
 * @param run as it stands
 * @param notes on its trials
 * @param query which trials are shown
 * @param links what else there is of the run
 * @param version of run and notes
 * @param secret that its forms carry
 * @param machine how busy this machine is, where that is known
 * @param nowMillis the time
 */
public record RunPage(
    RunView run,
    Map<Integer, Note> notes,
    TrialQuery query,
    Links links,
    String version,
    String secret,
    Optional<Machine.Load> machine,
    long nowMillis) {
  /**
   * What else there is of a run.
   *
   * @param report whether it has a report
   * @param mlflow its page on a tracking server, where one is known
   */
  public record Links(boolean report, Optional<URI> mlflow) {}

  private static final int MOST_RUNGS = 4;

  private static final String PAUSED =
      "Paused: no epoch is begun until it is resumed; those under way end first.";

  /** The page. */
  public String html() {
    List<TrialRow> found = query.matches(run, notes);
    String content =
        head()
            + (run.planned() == 0 ? "" : new RunCharts(run, query, found).html() + trials(found));
    return Layout.page(
        run.state().word() + ": " + run.sweep().name(),
        List.of(new Layout.Crumb(Address.run(run.key()), run.sweep().name())),
        Layout.live(Address.run(run.key()) + "/events", version),
        content);
  }

  private String head() {
    String preset = run.sweep().preset();
    String kicker = run.sweep().name() + (preset.isEmpty() ? "" : " · " + preset);
    String question = run.sweep().question();
    return element(
        "section class=\"head\"",
        element("p class=\"kicker\"", Pill.of(run.state()) + " " + text(kicker))
            + element("h1", text(question.isEmpty() ? run.sweep().name() : question))
            + element("p class=\"answer\"", answer())
            + (run.planned() == 0 ? "" : ProgressBar.html(run))
            + (run.state() == RunState.PAUSED ? element("p class=\"held\"", PAUSED) : "")
            + facts()
            + problems()
            + actions());
  }

  private String answer() {
    if (!run.answer().isEmpty()) {
      return text(run.answer());
    }
    return run.best()
        .map(
            trial ->
                "%s: <strong>%s</strong> %s, %s"
                    .formatted(
                        run.state().isUnderWay() ? "Best so far" : "Best",
                        text(Words.value(run.sweep().objective(), trial.best())),
                        text(Words.title(run.sweep().objective())),
                        element(
                                "a href=\"" + Address.trial(run.key(), trial.number()) + "\"",
                                "trial " + trial.number())
                            + text(" " + Words.parameters(trial.parameters()))))
        .orElse("No trial has been measured yet.");
  }

  private String facts() {
    List<String> facts = new ArrayList<>();
    RunClock clock = run.clock(nowMillis);
    if (run.planned() > 0) {
      facts.add(
          "<strong>%s of %s</strong> trials"
              .formatted(Numbers.count(run.ended()), Numbers.count(run.planned())));
      facts.add(text(ProgressBar.counted(run)));
    }
    facts.add(
        text(Numbers.duration(clock.elapsed()) + (run.state().isUnderWay() ? " so far" : "")));
    facts.add(text(rungs()));
    clock.left().ifPresent(left -> facts.add(text("about " + Numbers.duration(left) + " left")));
    if (run.unread() > 0) {
      facts.add(text(Numbers.count(run.unread()) + " trials are still being read"));
    }
    machine.filter(load -> run.state().isUnderWay()).ifPresent(load -> facts.add(busy(load)));
    facts.add(text(run.sweep().data().title()));
    facts.add(text(run.sweep().provenance().device()));
    facts.add(RunListPage.started(run.sweep().provenance().startedMillis()));
    StringBuilder items = new StringBuilder();
    facts.stream()
        .filter(fact -> !fact.isEmpty())
        .forEach(fact -> items.append(element("li", fact)));
    return element("ul class=\"facts\"", items.toString());
  }

  /** "this machine: processors 97%, memory 5.2 of 7.8 GB". */
  private static String busy(Machine.Load load) {
    return text(
        "this machine: processors %s%%, memory %s of %s GB"
            .formatted(
                Numbers.fixed(100 * load.processors(), 0),
                Numbers.fixed(load.used() / 1e9, 1),
                Numbers.fixed(load.total() / 1e9, 1)));
  }

  /** "trial 12 in rung 2": where trials that are under way were promoted, or can be. */
  private String rungs() {
    if (!run.state().isUnderWay() || !run.hasRungs()) {
      return "";
    }
    return run.timeline(nowMillis).underWay().values().stream()
        .limit(MOST_RUNGS)
        .map(each -> "trial %d in rung %d".formatted(each.trial(), each.rung()))
        .collect(Collectors.joining(", "));
  }

  private String problems() {
    StringBuilder lines = new StringBuilder();
    run.problems().stream().limit(10).forEach(each -> lines.append(element("li", text(each))));
    return lines.isEmpty() ? "" : element("ul class=\"problems\"", lines.toString());
  }

  private String actions() {
    StringBuilder actions = new StringBuilder();
    if (links.report()) {
      actions.append(element("a href=\"" + Address.run(run.key()) + "/report/\"", "Report"));
    }
    ArtifactFile.experiment(run)
        .map(file -> "a download href=\"" + Address.run(run.key()) + "/" + file.name() + "\"")
        .ifPresent(link -> actions.append(element(link, "Experiment")));
    run.best()
        .filter(best -> ArtifactFile.model(run, best.number()).isPresent())
        .map(best -> Address.trial(run.key(), best.number()) + "/" + ArtifactFile.MODEL)
        .ifPresent(
            href -> actions.append(element("a download href=\"" + href + "\"", "Best network")));
    links
        .mlflow()
        .map(page -> "a href=\"" + text(page.toString()) + "\" rel=\"noreferrer\"")
        .ifPresent(link -> actions.append(element(link, "MLflow run")));
    if (run.can(Wish.PAUSE)) {
      Wish next = run.state() == RunState.PAUSED ? Wish.RESUME : Wish.PAUSE;
      String word = next == Wish.PAUSE ? "Pause" : "Resume";
      actions.append(form(next, element("button", word)));
    }
    if (run.can(Wish.STOP)) {
      actions.append(stop());
    }
    return element("div class=\"actions\"", actions.toString());
  }

  private String stop() {
    String form =
        form(
            Wish.STOP,
            element(
                    "p",
                    "It ends after the step under way, as with Ctrl-C: finished trials are kept, and"
                        + " it can be gone on with.")
                + element("button class=\"stop\"", "Stop this run"));
    return element("details", element("summary", "Stop …") + form);
  }

  private String form(Wish wish, String content) {
    return element(
        "form method=\"post\" action=\"" + Address.run(run.key()) + "/" + wish.word() + "\"",
        Layout.hidden(org.fathom4j.dashboard.http.Guard.SECRET, secret) + content);
  }

  private String trials(List<TrialRow> found) {
    return element(
        "section id=\"trials\" aria-labelledby=\"trials-title\"",
        element("h2 id=\"trials-title\"", "Trials")
            + new TrialFilter(run, query).html()
            + new TrialTable(run, notes, query, found).html());
  }
}
