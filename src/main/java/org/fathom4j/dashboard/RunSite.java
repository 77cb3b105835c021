package org.fathom4j.dashboard;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.dashboard.http.Answer;
import org.fathom4j.dashboard.http.Answer.Document;
import org.fathom4j.dashboard.http.Ask;
import org.fathom4j.dashboard.http.Site;
import org.fathom4j.dashboard.machine.Machine;
import org.fathom4j.dashboard.page.Address;
import org.fathom4j.dashboard.page.Assets;
import org.fathom4j.dashboard.page.ComparePage;
import org.fathom4j.dashboard.page.CurveJson;
import org.fathom4j.dashboard.page.RunListPage;
import org.fathom4j.dashboard.page.RunPage;
import org.fathom4j.dashboard.page.RunPage.Links;
import org.fathom4j.dashboard.page.TimelineJson;
import org.fathom4j.dashboard.page.TrialPage;
import org.fathom4j.dashboard.page.TrialQuery;
import org.fathom4j.dashboard.run.ArtifactFile;
import org.fathom4j.dashboard.run.Notes;
import org.fathom4j.dashboard.run.Notes.Note;
import org.fathom4j.dashboard.run.ReportFile;
import org.fathom4j.dashboard.run.RunState;
import org.fathom4j.dashboard.run.RunSummary;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.dashboard.run.Runs;
import org.fathom4j.dashboard.run.TrialRow;
import org.fathom4j.dashboard.run.Wish;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.local.TrackingPage;

/**
 * Which address shows what.
 *
 * <pre>
 * /                            every run
 * /runs/KEY                    a run
 * /runs/KEY/trials/7           one of its trials
 * /runs/KEY/compare?trial=3&amp;trial=7
 * /runs/KEY/report/            its report
 * /runs/KEY/experiment.yaml, /runs/KEY/trials/7/model.zip     files to take along
 * /runs/KEY/curves, /search, /timeline, /trials/7/curves     numbers of charts
 * /events, /runs/KEY/events    streams that tell of changes
 * POST /runs/KEY/stop, .../pause, .../resume, /runs/KEY/trials/7/note
 * </pre>
 */
final class RunSite implements Site {
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  private final String store;
  private final Runs runs;
  private final Notes notes;
  private final String secret;
  private final InstantSource clock;
  private final Machine machine = new Machine(System::nanoTime);

  RunSite(String store, Runs runs, Notes notes, String secret, InstantSource clock) {
    this.store = store;
    this.runs = runs;
    this.notes = notes;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public Answer answer(Ask ask) {
    List<String> path = List.of(ask.path().substring(1).split("/", -1));
    try {
      return switch (path.get(0)) {
        case "" -> list(ask);
        case "events" -> new Answer.Stream(RunListPage.EVENTS, version(RunListPage.EVENTS));
        case "static" -> asset(path);
        case "runs" -> path.size() > 1 ? run(path, ask) : nothing();
        default -> nothing();
      };
    } catch (ExperimentException trouble) {
      return Answer.text(500, String.valueOf(trouble.getMessage()));
    }
  }

  /** Makes the first pages before somebody asks: that loads classes and cuts letters. */
  void warmUp() {
    answer(Ask.page("/"));
    runs.list().stream().findFirst().ifPresent(run -> answer(Ask.page(Address.run(run.key()))));
  }

  private static Document nothing() {
    return Answer.text(404, "There is no such page.");
  }

  private Document list(Ask ask) {
    List<RunSummary> all = runs.list();
    return Answer.html(
        200,
        new RunListPage(
                store, all, listVersion(all), RunState.of(ask.query("state")), ask.query("q"))
            .html());
  }

  private static String listVersion(List<RunSummary> all) {
    return Integer.toHexString(all.hashCode());
  }

  private static Document asset(List<String> path) {
    return Assets.named(path.get(path.size() - 1))
        .filter(asset -> path.size() == 2)
        .map(asset -> Answer.of(200, asset.type(), asset.bytes()).with("Cache-Control", IMMUTABLE))
        .orElseGet(RunSite::nothing);
  }

  private Answer run(List<String> path, Ask ask) {
    Optional<RunView> found = runs.run(path.get(1));
    if (found.isEmpty()) {
      return nothing();
    }
    RunView run = found.get();
    String rest = String.join("/", path.subList(2, path.size()));
    if (ask.isPost()) {
      return change(run, rest, ask);
    }
    return switch (rest) {
      case "" -> Answer.html(200, page(run, ask));
      case "events" -> new Answer.Stream(topic(run.key()), version(run));
      case "curves" -> Answer.json(curves(run, ask));
      case "search" -> Answer.json(CurveJson.search(run));
      case "timeline" -> Answer.json(TimelineJson.of(run, clock.millis()));
      case ArtifactFile.EXPERIMENT -> file(ArtifactFile.experiment(run));
      case "compare", "compare/curves" -> compare(run, rest, ask);
      default -> path.get(2).equals("report") ? report(run, path) : trial(run, path);
    };
  }

  private String page(RunView run, Ask ask) {
    Links links = new Links(ReportFile.of(run, "").isPresent(), TrackingPage.of(run.folder()));
    return new RunPage(
            run,
            notes.of(run.folder()),
            TrialQuery.of(ask),
            links,
            version(run),
            secret,
            machine.load(),
            clock.millis())
        .html();
  }

  private String curves(RunView run, Ask ask) {
    TrialQuery query = TrialQuery.of(ask);
    return CurveJson.curves(run, query.matches(run, notes.of(run.folder())), query.metric());
  }

  private Answer compare(RunView run, String rest, Ask ask) {
    List<TrialRow> chosen =
        ask.query().getOrDefault("trial", List.of()).stream()
            .distinct()
            .limit(ComparePage.MOST)
            .flatMap(number -> trial(run, number).stream())
            .toList();
    return rest.equals("compare")
        ? Answer.html(200, new ComparePage(run, chosen, version(run)).html())
        : Answer.json(CurveJson.curves(run, chosen, ""));
  }

  private static Optional<TrialRow> trial(RunView run, String number) {
    return number.matches("\\d{1,9}") ? run.trial(Integer.parseInt(number)) : Optional.empty();
  }

  private Answer trial(RunView run, List<String> path) {
    if (!path.get(2).equals("trials") || path.size() < 4 || path.size() > 5) {
      return nothing();
    }
    Optional<TrialRow> trial = trial(run, path.get(3));
    if (path.size() == 5) {
      return switch (path.get(4)) {
        case "curves" ->
            trial.<Answer>map(t -> Answer.json(CurveJson.trial(run, t))).orElse(nothing());
        case ArtifactFile.MODEL -> file(trial.flatMap(t -> ArtifactFile.model(run, t.number())));
        default -> nothing();
      };
    }
    Map<Integer, Note> noted = notes.of(run.folder());
    return trial
        .<Answer>map(
            t -> {
              Note note = noted.getOrDefault(t.number(), Note.NONE);
              return Answer.html(200, new TrialPage(run, t, note, version(run), secret).html());
            })
        .orElse(nothing());
  }

  /** To be kept, never shown as a page: what it holds is not ours. */
  private static Answer file(Optional<ArtifactFile> found) {
    return found
        .flatMap(
            file ->
                file.bytes()
                    .<Answer>map(
                        bytes ->
                            Answer.of(200, "application/octet-stream", bytes)
                                .with(
                                    "Content-Disposition",
                                    "attachment; filename=\"" + file.name() + "\"")))
        .orElse(nothing());
  }

  private static Answer report(RunView run, List<String> path) {
    if (path.size() != 4) {
      return path.size() == 3 ? Answer.redirect(Address.run(run.key()) + "/report/") : nothing();
    }
    return ReportFile.of(run, path.get(3))
        .<Answer>map(
            file ->
                Answer.of(200, file.type(), file.bytes())
                    .with("Content-Security-Policy", ReportFile.POLICY))
        .orElse(nothing());
  }

  private Document change(RunView run, String rest, Ask ask) {
    Optional<Wish> wish = Wish.of(rest);
    if (wish.isPresent()) {
      return runs.ask(run.key(), wish.get())
          ? Answer.redirect(Address.run(run.key()))
          : Answer.text(409, "The run is not under way.");
    }
    String[] steps = rest.split("/", -1);
    if (steps.length == 3 && steps[0].equals("trials") && steps[2].equals("note")) {
      Optional<TrialRow> trial = trial(run, steps[1]);
      if (trial.isPresent()) {
        Note note = new Note(ask.form("star").equals("1"), ask.form("note"));
        notes.put(run.folder(), trial.get().number(), note);
        return Answer.redirect(Address.trial(run.key(), trial.get().number()));
      }
    }
    return nothing();
  }

  static String topic(String key) {
    return Address.run(key) + "/events";
  }

  /** What a page on that topic would now show as its version; empty where it shows nothing. */
  String version(String topic) {
    if (topic.equals(RunListPage.EVENTS)) {
      return listVersion(runs.list());
    }
    String key = topic.substring("/runs/".length(), topic.length() - "/events".length());
    return runs.run(java.net.URLDecoder.decode(key, java.nio.charset.StandardCharsets.UTF_8))
        .map(this::version)
        .orElse("");
  }

  private String version(RunView run) {
    return run.version() + "." + notes.changes();
  }
}
