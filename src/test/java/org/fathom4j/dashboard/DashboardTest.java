package org.fathom4j.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.DIVERGED;
import static org.fathom4j.metrics.TrialState.PRUNED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fathom4j.dashboard.Visitor.Events;
import org.fathom4j.dashboard.Visitor.Reply;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.Request;
import org.fathom4j.tracking.local.TrackingPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardTest {
  @TempDir Path store;

  private Dashboard dashboard;
  private Visitor visitor;

  @BeforeEach
  void start() {
    dashboard = Dashboard.start(store, Dashboard.Options.local(0));
    visitor = Visitor.of(dashboard);
  }

  @AfterEach
  void stop() {
    dashboard.close();
  }

  private Path run(String name) {
    return store.resolve(name);
  }

  /** A run that has its end. */
  private void finished(String name) {
    try (LocalStore run = LocalStore.open(run(name))) {
      run.on(Records.start(name));
      List<TrialRecord> trials =
          List.of(
              Records.play(run, 1, COMPLETE, 3),
              Records.play(run, 2, PRUNED, 1),
              Records.play(run, 3, DIVERGED, 2));
      run.on(Records.end(Records.sweep(name, trials), Outcome.FAILED));
    }
  }

  private String page(String path) throws IOException {
    Reply reply = visitor.get(path);
    assertThat(reply.status()).as(path).isEqualTo(200);
    return reply.body();
  }

  @Test
  void anEmptyStoreSaysHowToFillIt() throws Exception {
    assertThat(page("/")).contains("No run is stored here yet").contains("./fathom run");
  }

  /** The numbers behind the charts. */
  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  @ResourceLock(Resources.LOCALE)
  void numbersOfChartsAreTheSameInEveryLocale(String locale) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      finished("one");
      assertThat(page("/runs/one/curves"))
          .isEqualTo(
              """
              {"metric":"validation accuracy","share":true,"epochs":3,"found":3,"series":[\
              {"trial":1,"label":"depth 2, rate 0.02, activation relu, bias true","state":"complete","href":"/runs/one/trials/1",\
              "values":[10.0,20.0,30.0],"told":30.0,"best":true},\
              {"trial":3,"label":"depth 4, rate 0.02, activation relu, bias true","state":"diverged","href":"/runs/one/trials/3",\
              "values":[10.0,20.0],"told":20.0,"best":false},\
              {"trial":2,"label":"depth 3, rate 0.02, activation relu, bias true","state":"pruned","href":"/runs/one/trials/2",\
              "values":[10.0],"told":10.0,"best":false}]}""");
      assertThat(page("/runs/one/search"))
          .isEqualTo(
              """
              {"metric":"validation accuracy","share":true,"trials":[1,2,3],"states":["complete","pruned","diverged"],\
              "values":[60.0,10.0,20.0],"best":[60.0,60.0,60.0],"labels":[\
              "depth 2, rate 0.02, activation relu, bias true",\
              "depth 3, rate 0.02, activation relu, bias true",\
              "depth 4, rate 0.02, activation relu, bias true"]}""");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aRunThatStartsAppearsInTheList() throws Exception {
    try (Events events = visitor.events("/events")) {
      String before = events.next();
      try (LocalStore run = LocalStore.open(run("one"))) {
        run.on(Records.start("one"));
        assertThat(events.nextBut(before)).isNotEmpty();
        assertThat(page("/")).contains("running", "Does depth help?", "0 of 4", "/runs/one");
      }
    }
  }

  @Test
  void aTrialThatEndsIsToldOfAndShown() throws Exception {
    try (LocalStore run = LocalStore.open(run("one"))) {
      run.on(Records.start("one"));
      run.on(Records.begin(1));
      run.on(Records.epochEnd(1, 1));
      try (Events events = visitor.events("/runs/one/events")) {
        String before = events.next();
        assertThat(row(page("/runs/one"), 1)).contains("running");
        run.on(Records.end(1, COMPLETE, 1));
        assertThat(events.nextBut(before)).isNotEmpty();
        assertThat(row(page("/runs/one"), 1)).contains("complete", "60.0%");
        assertThat(page("/runs/one")).contains("<strong>1 of 4</strong>");
      }
    }
  }

  private static String row(String page, int trial) {
    Matcher row = Pattern.compile("(?s)<tr data-key=\"" + trial + "\">.*?</tr>").matcher(page);
    assertThat(row.find()).as("trial " + trial + " has its row").isTrue();
    return row.group();
  }

  @Test
  void everyStateHasItsWord() throws Exception {
    finished("ended");
    try (LocalStore crashed = LocalStore.open(run("crashed"))) {
      crashed.on(Records.start("crashed"));
    }
    try (LocalStore stopped = LocalStore.open(run("stopped"))) {
      stopped.on(Records.start("stopped"));
      stopped.on(Records.end(Records.sweep("stopped", List.of()), Outcome.INTERRUPTED));
    }
    try (LocalStore running = LocalStore.open(run("running"))) {
      running.on(Records.start("running"));
      String list = page("/");
      assertThat(list).contains(">failed <", ">crashed <", ">interrupted <", ">running <");
      assertThat(page("/?state=crashed")).contains("/runs/crashed").doesNotContain("/runs/stopped");
    }
  }

  @Test
  void prunedAndFailedTrialsHaveTheirCause() throws Exception {
    finished("one");
    String page = page("/runs/one");
    assertThat(row(page, 2)).contains("pruned", "loss is NaN at epoch 1");
    assertThat(row(page, 3)).contains("diverged", "loss is NaN at epoch 2");
    assertThat(page).contains("1 complete, 1 pruned, 1 diverged");
  }

  @Test
  void filtersAndOrderAreInTheAddress() throws Exception {
    finished("one");
    String pruned = page("/runs/one?state=pruned");
    assertThat(pruned).contains("<tr data-key=\"2\">").doesNotContain("<tr data-key=\"1\">");
    String deep = page("/runs/one?q=depth%3E2&sort=-number");
    assertThat(deep).doesNotContain("<tr data-key=\"1\">");
    assertThat(deep.indexOf("<tr data-key=\"3\">")).isLessThan(deep.indexOf("<tr data-key=\"2\">"));
    assertThat(deep).contains("aria-sort=\"descending\"", "value=\"depth&gt;2\"");
    assertThat(page("/runs/one?q=no-such")).contains("No trial is like that.");
    assertThat(page("/runs/one?page=99999&sort=-nothing&state=%00&metric=x")).contains("Trials");
  }

  @Test
  void trialsAreComparedSideBySide() throws Exception {
    finished("one");
    String page = page("/runs/one/compare?trial=1&trial=3&trial=77&trial=x");
    assertThat(page).contains("trial 1", "trial 3").doesNotContain("trial 77");
    assertThat(page).contains("class=\"differs\"><th scope=\"row\">depth</th>");
    assertThat(page("/runs/one/compare")).contains("Choose trials");
  }

  @Test
  void notesAndStarsAreKeptBesideTheRun() throws Exception {
    finished("one");
    List<String> before = files(run("one"));
    String secret = secret(page("/runs/one/trials/1"));
    Reply kept =
        visitor.post(
            "/runs/one/trials/1/note", "secret=" + secret + "&star=1&note=look+%3Cb%3Ehere");
    assertThat(kept.status()).isEqualTo(303);
    assertThat(page("/runs/one/trials/1")).contains("look &lt;b&gt;here</textarea>", " checked");
    assertThat(row(page("/runs/one?starred=1"), 1)).contains("★", "look &lt;b&gt;here");
    assertThat(files(run("one"))).isEqualTo(before);
    assertThat(LocalStore.runs(store)).hasSize(1);
  }

  private static List<String> files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  private static String secret(String page) {
    Matcher found = Pattern.compile("name=\"secret\" value=\"([^\"]+)\"").matcher(page);
    assertThat(found.find()).as("the page has a form").isTrue();
    return found.group(1);
  }

  @Test
  void aRunIsAskedToStopAndAnEndedOneIsNot() throws Exception {
    try (LocalStore run = LocalStore.open(run("one"))) {
      run.on(Records.start("one"));
      String secret = secret(page("/runs/one"));
      Request request = Request.stop(run("one"));
      assertThat(visitor.post("/runs/one/stop", "secret=" + secret).status()).isEqualTo(303);
      assertThat(request.getAsBoolean()).isTrue();
      run.on(Records.end(Records.sweep("one", List.of()), Outcome.INTERRUPTED));
      assertThat(visitor.post("/runs/one/stop", "secret=" + secret).status()).isEqualTo(409);
    }
    LocalStore.open(run("one")).close();
    assertThat(Request.stop(run("one")).getAsBoolean()).as("after going on").isFalse();
  }

  @Test
  void aRunIsPausedAndResumed_andSaysSo() throws Exception {
    String secret;
    try (LocalStore run = LocalStore.open(run("one"))) {
      run.on(Records.start("one"));
      secret = secret(page("/runs/one"));
      try (Events events = visitor.events("/runs/one/events")) {
        String before = events.next();
        assertThat(visitor.post("/runs/one/pause", "secret=" + secret).status()).isEqualTo(303);
        assertThat(Request.pause(run("one")).getAsBoolean()).isTrue();
        before = events.nextBut(before);
        assertThat(page("/")).contains(">paused <");
        assertThat(page("/runs/one"))
            .contains("no epoch is begun", "/runs/one/resume", "/runs/one/stop")
            .doesNotContain("/runs/one/pause");
        assertThat(visitor.post("/runs/one/resume", "secret=" + secret).status()).isEqualTo(303);
        assertThat(events.nextBut(before)).isNotEmpty();
        assertThat(Request.pause(run("one")).getAsBoolean()).isFalse();
        assertThat(page("/runs/one"))
            .contains("/runs/one/pause")
            .doesNotContain("no epoch is begun");
      }
      assertThat(visitor.post("/runs/one/pause", "secret=" + secret).status()).isEqualTo(303);
    }
    assertThat(page("/")).contains(">crashed <");
    LocalStore.open(run("one")).close();
    assertThat(Request.pause(run("one")).getAsBoolean()).as("after going on").isFalse();
    assertThat(visitor.post("/runs/one/pause", "secret=" + secret).status()).isEqualTo(409);
  }

  @Test
  void aHalfWrittenStoreIsShownAsFarAsItGoes() throws Exception {
    finished("one");
    Path trials = run("one").resolve("trials");
    Files.writeString(
        trials.resolve("0001/epochs.jsonl"), "{\"epoch\":4,\"ti", StandardOpenOption.APPEND);
    Files.createDirectories(trials.resolve("0004"));
    Files.writeString(
        Files.createDirectories(trials.resolve("0005")).resolve("trial.json"), "{\"number\":");
    Files.writeString(
        trials.resolve("0003/result.json"),
        "{\"number\":3,\"results\":{\"a\":null},\"state\":\"COMPLETE\"}");
    Files.writeString(Files.createDirectories(run("torn")).resolve("sweep.json"), "{\"id\":");
    String page = page("/runs/one");
    assertThat(row(page, 1)).contains("complete");
    assertThat(page).contains("0005/trial.json is damaged", "0003/result.json lacks a value");
    assertThat(page("/")).contains("torn", "damaged", "/runs/one");
    assertThat(visitor.get("/runs/torn").status()).isEqualTo(404);
  }

  @Test
  void aStoreOfAnEarlierVersionIsShown() throws Exception {
    Path trial = Files.createDirectories(run("old/trials/0001"));
    Files.writeString(
        run("old").resolve("sweep.json"),
        "{\"id\":\"old\",\"name\":\"old one\",\"objective\":\"validation/accuracy\",\"maximize\":true}");
    Files.writeString(
        trial.resolve("result.json"),
        "{\"number\":1,\"parameters\":{\"depth\":2},\"state\":\"COMPLETE\",\"results\":{\"best/validation/accuracy\":0.5}}");
    assertThat(page("/")).contains("old one");
    assertThat(row(page("/runs/old"), 1)).contains("complete", "50.0%");
    assertThat(page("/runs/old/trials/1")).contains("depth");
    assertThat(page("/runs/old/search")).contains("\"values\":[50.0]");
  }

  @Test
  void chartsHaveTheirNumbers() throws Exception {
    finished("one");
    String curves = page("/runs/one/curves?metric=train/loss");
    assertThat(curves).contains("\"metric\":\"train loss\"", "\"values\":[2.0,1.0,0.6666667]");
    assertThat(curves).contains("\"values\":[2.0,null]");
    assertThat(page("/runs/one/search")).contains("\"best\":[60.0,60.0,60.0]");
    assertThat(page("/runs/one/trials/1/curves")).contains("\"label\":\"validation\"");
    assertThat(page("/runs/one/compare/curves?trial=2")).contains("\"trial\":2");
  }

  @Test
  void besideTheNameOfACurveStandsItsValueAtTheBestEpoch_theNewestWhileItTrains() throws Exception {
    try (LocalStore run = LocalStore.open(run("one"))) {
      run.on(Records.start("one"));
      for (int trial = 1; trial <= 2; trial++) {
        run.on(Records.begin(trial));
        for (int epoch = 1; epoch <= 3; epoch++) {
          run.on(Records.epochEnd(trial, epoch));
        }
      }
      run.on(Records.end(1, COMPLETE, 1));
      String curves = page("/runs/one/curves");
      while (!curves.contains("\"found\":2")) { // on a busy machine a part is read at each look
        curves = page("/runs/one/curves");
      }
      assertThat(curves)
          .contains("\"values\":[10.0,20.0,30.0],\"told\":10.0")
          .contains("\"values\":[10.0,20.0,30.0],\"told\":30.0");
    }
  }

  @Test
  void whatTrainedWhenIsShown_andTheRungOfWhatTrainsNow() throws Exception {
    try (LocalStore run = LocalStore.open(run("one"))) {
      run.on(Records.start("one"));
      Records.play(run, 1, PRUNED, 1);
      run.on(Records.begin(2));
      run.on(Records.epochEnd(2, 1));
      run.on(new Paused(2, 1, 0.5));
      run.on(new Continued(2, 1, 3));
      assertThat(page("/runs/one")).contains("What trained when", "trial 2 in rung 2");
      assertThat(page("/runs/one/timeline"))
          .contains("\"lanes\":1,\"found\":3", "\"1\":{\"state\":\"pruned\"")
          .contains("\"what\":\"epoch 1\",\"promoted\":false,\"open\":false}")
          .contains("\"what\":\"epoch 2, rung 2\",\"promoted\":true,\"open\":true}");
    }
  }

  @Test
  void theTimeLeftAndHowBusyTheMachineIsAreToldWhileItRuns() throws Exception {
    try (LocalStore run = LocalStore.open(run("one"))) {
      run.on(Records.start("one"));
      Records.play(run, 1, COMPLETE, 3);
      try (Events events = visitor.events("/runs/one/events")) {
        String page = page("/runs/one");
        while (!page.contains("this machine: processors ") || !page.contains(" left</li>")) {
          page = page("/runs/one");
          Thread.sleep(50);
        }
        assertThat(page).containsPattern("this machine: processors \\d+%, memory [0-9.]+ of");
        assertThat(events.next()).isNotEmpty();
      }
    }
    finished("two");
    assertThat(page("/runs/two")).doesNotContain("this machine");
  }

  @Test
  void theExperimentAndNetworksCanBeTakenAlong_andNothingElse() throws Exception {
    finished("one");
    assertThat(page("/runs/one/trials/1")).doesNotContain("model.zip");
    Files.writeString(run("one").resolve("trials/0001/model.zip"), "PK");
    assertThat(page("/runs/one"))
        .contains("/runs/one/experiment.yaml", "/runs/one/trials/1/model.zip");
    assertThat(page("/runs/one/trials/1")).contains("/runs/one/trials/1/model.zip");
    Reply model = visitor.get("/runs/one/trials/1/model.zip");
    assertThat(model.body()).isEqualTo("PK");
    assertThat(model.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"trial-1-model.zip\"");
    Reply experiment = visitor.get("/runs/one/experiment.yaml");
    assertThat(experiment.body()).startsWith("name: depth");
    assertThat(experiment.header("Content-Type")).isEqualTo("application/octet-stream");
    for (String path :
        List.of("/trials/2/model.zip", "/trials/1/epochs.jsonl", "/trials/9/model.zip")) {
      assertThat(visitor.get("/runs/one" + path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void reportAndTrackingServerAreLinkedWhereTheyAreKnown() throws Exception {
    finished("one");
    assertThat(page("/runs/one")).doesNotContain(">Report<", "MLflow");
    TrackingPage.keep(run("one"), "javascript:alert(1)");
    assertThat(page("/runs/one")).doesNotContain("MLflow");
    TrackingPage.keep(run("one"), "http://127.0.0.1:5000/#/experiments/1/runs/a");
    Files.createDirectories(run("one").resolve("report"));
    Files.writeString(run("one").resolve("report/index.html"), "<p>the report</p>");
    Files.writeString(
        run("one").resolve("ending.json"), "{\"outcome\":\"FINISHED\",\"answer\":\"Yes & more\"}");
    String page = page("/runs/one");
    assertThat(page).contains("href=\"/runs/one/report/\"", "Yes &amp; more");
    assertThat(page).contains("href=\"http://127.0.0.1:5000/#/experiments/1/runs/a\"");
  }

  @Test
  void aPortInUseIsAnsweredWithWhatToDo() {
    int port = dashboard.address().getPort();
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> Dashboard.start(store, Dashboard.Options.local(port)))
        .withMessageContaining("--port")
        .withMessageContaining(Integer.toString(port));
  }
}
