package org.fathom4j.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fathom4j.metrics.TrialState.FAILED;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.dashboard.Visitor.Events;
import org.fathom4j.dashboard.Visitor.Reply;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.html.Scripts;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others try: everything is refused, or shown as text. */
class DashboardAttackTest {
  private static final String SCRIPT = "<script>alert('x')</script>\" onload=\"alert(1)";
  private static final String SECRET_TEXT = "not to be read";

  @TempDir Path temp;

  private Path store;
  private Dashboard dashboard;
  private Visitor visitor;

  @BeforeEach
  void start() throws IOException {
    store = Files.createDirectories(temp.resolve("store"));
    Files.writeString(temp.resolve("secret.html"), SECRET_TEXT);
    dashboard = Dashboard.start(store, Dashboard.Options.local(0));
    visitor = Visitor.of(dashboard);
  }

  @AfterEach
  void stop() {
    dashboard.close();
  }

  private LocalStore running() {
    LocalStore run = LocalStore.open(store.resolve("one"));
    run.on(Records.start("one"));
    return run;
  }

  @Test
  void noPathLeavesTheStore() throws Exception {
    running().close();
    Path report = Files.createDirectories(store.resolve("one/report"));
    Files.writeString(report.resolve("index.html"), "<p>the report</p>");
    assertThat(visitor.get("/runs/one/report/").body()).contains("the report");
    for (String path :
        List.of(
            "/../secret.html",
            "/runs/../secret.html",
            "/runs/..%2F..%2Fsecret.html",
            "/runs/one/report/../../../secret.html",
            "/runs/one/report/..%2f..%2f..%2fsecret.html",
            "/runs/one/report/%2e%2e/%2e%2e/%2e%2e/secret.html",
            "/runs/one/report/..%5c..%5csecret.html",
            "/runs/one/report/.%00./secret.html",
            "/runs/one/report//secret.html",
            "/runs/one/report/sweep.json",
            "/runs/one/sweep.json",
            "/runs/~",
            "/runs/..%2f",
            "/static/../dashboard.js",
            "/static/..%2f..%2fpage.css",
            "/runs/" + temp.resolve("secret.html"),
            "//evil.example/",
            "/runs/one/trials/999999999999",
            "/runs/one/trials/-1")) {
      Reply reply = visitor.get(path);
      assertThat(reply.status()).as(path).isIn(400, 404);
      assertThat(reply.body()).as(path).doesNotContain(SECRET_TEXT, "Does depth");
    }
  }

  @Test
  void symbolicLinksAreNotFollowed() throws Exception {
    Path outside = temp.resolve("outside");
    try (LocalStore run = LocalStore.open(outside)) {
      run.on(Records.start("outside"));
      run.on(Records.begin(1));
    }
    running().close();
    Path one = store.resolve("one");
    Files.createSymbolicLink(store.resolve("linked"), outside);
    Files.createSymbolicLink(one.resolve("trials/0001"), outside.resolve("trials/0001"));
    Path own = Files.createDirectories(one.resolve("trials/0002"));
    Files.createSymbolicLink(own.resolve("trial.json"), outside.resolve("trials/0001/trial.json"));
    Files.createSymbolicLink(own.resolve("model.zip"), temp.resolve("secret.html"));
    Files.deleteIfExists(one.resolve("experiment.yaml"));
    Files.createSymbolicLink(one.resolve("experiment.yaml"), temp.resolve("secret.html"));
    Path report = Files.createDirectories(one.resolve("report"));
    Files.createSymbolicLink(report.resolve("index.html"), temp.resolve("secret.html"));
    Files.createDirectories(store.resolve("two"));
    Files.createSymbolicLink(store.resolve("two/sweep.json"), outside.resolve("sweep.json"));

    assertThat(visitor.get("/").body()).contains("/runs/one").doesNotContain("linked", "two");
    assertThat(visitor.get("/runs/linked").status()).isEqualTo(404);
    assertThat(visitor.get("/runs/one").body()).doesNotContain("data-key=\"1\"", "data-key=\"2\"");
    for (String path : List.of("/experiment.yaml", "/trials/1/model.zip", "/trials/2/model.zip")) {
      assertThat(visitor.get("/runs/one" + path).status()).as(path).isEqualTo(404);
    }
    assertThat(visitor.get("/runs/one/report/").status()).isEqualTo(404);
    Files.delete(report.resolve("index.html"));
    Files.delete(report);
    Files.createSymbolicLink(report, temp);
    assertThat(visitor.get("/runs/one/report/secret.html").status()).isEqualTo(404);
  }

  @Test
  void whatARunContainsIsShownAsText() throws Exception {
    String name = "<img src=x onerror=alert(1)>";
    SweepRecord plain = Records.sweep("one", List.of());
    try (LocalStore run = LocalStore.open(store.resolve(name))) {
      run.on(new org.fathom4j.event.SweepEvent.SweepStarted(evil(plain)));
      TrialRecord start = Records.started(1);
      TrialRecord trial =
          new TrialRecord(
              1,
              Map.of(SCRIPT, SCRIPT),
              1,
              0,
              start.state(),
              SCRIPT,
              7,
              SCRIPT,
              List.of(),
              Map.of(SCRIPT, 0.5),
              1);
      run.on(new org.fathom4j.event.TrialEvent.TrialStarted(trial));
      run.on(new org.fathom4j.event.TrialEvent.TrialEnded(trial.in(FAILED, SCRIPT, 1)));
      String here = "/runs/" + name.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E");
      for (String path :
          List.of(
              "/",
              "/?q=" + encoded(SCRIPT) + "&state=" + encoded(SCRIPT),
              here,
              here + "?q=" + encoded(SCRIPT) + "&sort=" + encoded(SCRIPT),
              here + "?state=" + encoded(SCRIPT) + "&metric=" + encoded(SCRIPT),
              here + "/trials/1",
              here + "/compare?trial=1&trial=" + encoded(SCRIPT))) {
        Reply reply = visitor.get(path);
        assertThat(reply.status()).as(path).isEqualTo(200);
        assertThat(reply.body())
            .as(path)
            .doesNotContain("<script>alert", "<img src=x", "\" onload");
        String policy = reply.header("Content-Security-Policy");
        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe");
      }
      assertThat(visitor.get(here).body()).contains("&lt;script&gt;alert(&#39;x&#39;)");
      assertThat(visitor.get(here + "/search").header("Content-Type")).contains("application/json");
    }
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static SweepRecord evil(SweepRecord s) {
    return new SweepRecord(
        SCRIPT,
        SCRIPT,
        SCRIPT,
        SCRIPT,
        SCRIPT,
        SCRIPT,
        true,
        0,
        0,
        4,
        s.data(),
        SCRIPT,
        SCRIPT,
        SCRIPT,
        s.provenance(),
        List.of(),
        1);
  }

  @Test
  void aReportRunsNoScriptButOurs() throws Exception {
    running().close();
    Path report = Files.createDirectories(store.resolve("one/report"));
    Files.writeString(report.resolve("index.html"), "<script>alert(1)</script>");
    String policy = visitor.get("/runs/one/report/").header("Content-Security-Policy");
    assertThat(policy).startsWith("sandbox").contains("default-src 'none'");
    assertThat(policy).doesNotContain("allow-same-origin", "allow-forms");
    assertThat(policy.replaceFirst(".*script-src ", "").split(" "))
        .hasSize(Scripts.all().size())
        .allMatch(allowed -> allowed.matches("'sha256-[A-Za-z0-9+/]{43}='"));
  }

  @Test
  void aForeignHostOrOriginIsRefused() throws Exception {
    assertThat(visitor.ask("GET", "/", Map.of("Host", "evil.example"), "").status()).isEqualTo(421);
    assertThat(visitor.ask("GET", "/", Map.of("Host", "127.0.0.1.evil.example:80"), "").status())
        .isEqualTo(421);
    assertThat(visitor.ask("GET", "/", Map.of("Host", ""), "").status()).isIn(400, 421);
    assertThat(visitor.ask("GET", "/", Map.of("Host", "localhost:9999"), "").status())
        .as("through a tunnel")
        .isEqualTo(200);
    for (String origin : List.of("http://evil.example", "null", "http://localhost:1")) {
      assertThat(visitor.ask("GET", "/events", Map.of("Origin", origin), "").status())
          .as(origin)
          .isEqualTo(403);
    }
  }

  @Test
  void onlyAPageOfItsOwnStopsOrPausesARun() throws Exception {
    try (LocalStore run = running()) {
      String page = visitor.get("/runs/one").body();
      String secret = page.replaceFirst("(?s).*name=\"secret\" value=\"([^\"]+)\".*", "$1");
      String form = "secret=" + secret;
      String own = "http://" + visitor.host() + ":" + visitor.port();
      for (String stop : List.of("/runs/one/stop", "/runs/one/pause", "/runs/one/resume")) {
        List<Reply> replies =
            List.of(
                visitor.ask("POST", stop, Map.of(), form),
                visitor.ask("POST", stop, Map.of("Origin", "http://evil.example"), form),
                visitor.ask("POST", stop, Map.of("Origin", "null"), form),
                visitor.ask("POST", stop, Map.of("Origin", own), "secret=wrong"),
                visitor.ask("POST", stop, Map.of("Origin", own), "x=" + "y".repeat(100_000)),
                visitor.ask("POST", stop, Map.of("Origin", own), "secret=%FF%FE%"),
                visitor.ask("POST", stop, Map.of("Origin", own), ""),
                visitor.get(stop + "?" + form),
                visitor.ask("DELETE", stop, Map.of("Origin", own), form));
        assertThat(replies)
            .extracting(Reply::status)
            .allSatisfy(s -> assertThat(s).isBetween(400, 405));
      }
      assertThat(Request.stop(run.folder()).getAsBoolean()).isFalse();
      assertThat(Request.pause(run.folder()).getAsBoolean()).isFalse();
    }
  }

  @Test
  void anotherAddressAsksForTheToken() throws Exception {
    Dashboard.Options open = new Dashboard.Options("0.0.0.0", 0, Optional.of("letmein"));
    try (Dashboard shared = Dashboard.start(store, open)) {
      Visitor guest = new Visitor("127.0.0.1", shared.address().getPort());
      assertThat(shared.address().toString()).endsWith("/?token=letmein");
      for (String path : List.of("/", "/?token=", "/?token=letmeix", "/static/dashboard.js")) {
        assertThat(guest.get(path).status()).as(path).isEqualTo(401);
      }
      Reply welcome = guest.get("/?token=letmein");
      assertThat(welcome.status()).isEqualTo(303);
      assertThat(welcome.header("Location")).isEqualTo("/");
      String cookie = welcome.header("Set-Cookie");
      assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
      Map<String, String> known = Map.of("Cookie", cookie.replaceFirst(";.*", ""));
      assertThat(guest.ask("GET", "/", known, "").status()).isEqualTo(200);
      Map<String, String> wrong = Map.of("Cookie", "fathom-token=letmeix");
      assertThat(guest.ask("GET", "/", wrong, "").status()).isEqualTo(401);
      Map<String, String> rebound =
          Map.of("Cookie", "fathom-token=letmein", "Host", "evil.example");
      assertThat(guest.ask("GET", "/", rebound, "").status()).isEqualTo(421);
    }
  }

  @Test
  void slowClientsAndManyConnectionsKeepNobodyElseWaiting() throws Exception {
    List<Socket> open = new ArrayList<>();
    try (LocalStore run = running()) {
      for (int i = 0; i < 500; i++) {
        Socket socket = visitor.socket();
        open.add(socket);
        String begun =
            switch (i % 4) {
              case 0 -> "";
              case 1 -> "GET / HTTP/1.1\r\nHost: 127";
              case 2 -> "GET /static/uPlot.iife.min.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
              default ->
                  "POST /runs/one/stop HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
                      + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 999\r\n\r\nsec";
            };
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      }
      try (Events events = visitor.events("/runs/one/events")) {
        String before = events.next();
        run.on(Records.begin(1));
        assertThat(events.nextBut(before)).isNotEmpty();
      }
      assertThat(visitor.get("/runs/one").status()).isEqualTo(200);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
