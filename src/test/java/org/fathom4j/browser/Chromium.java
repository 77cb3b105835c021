package org.fathom4j.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The system's Chromium, driven by its DevTools protocol. */
public final class Chromium implements AutoCloseable {
  private static final int SECONDS = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();

  private Chromium(Process process, Path profile, URI address) {
    this.process = process;
    this.profile = profile;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  /** Where it is installed. */
  public static Optional<String> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .flatMap(
            dir ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(dir)::resolve))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** Starts it with a profile of its own. */
  public static Chromium start() throws IOException {
    Path profile = Files.createTempDirectory("chromium");
    Process process =
        new ProcessBuilder(
                installed().orElseThrow(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
    String line = said.readLine();
    while (line != null && !line.startsWith("DevTools listening on ")) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException("Chromium ended before it listened");
    }
    Thread drain = new Thread(() -> said.lines().forEach(text -> {}), "chromium's words");
    drain.setDaemon(true);
    drain.start();
    return new Chromium(
        process, profile, URI.create(line.substring("DevTools listening on ".length())));
  }

  /** An empty window of that width. */
  public Page page(int width, boolean dark) {
    String target =
        call("", "Target.createTarget", node().put("url", "about:blank")).get("targetId").asText();
    ObjectNode attach = node().put("targetId", target).put("flatten", true);
    Page page = new Page(call("", "Target.attachToTarget", attach).get("sessionId").asText());
    pages.put(page.session, page);
    List.of("Page", "Runtime", "Log", "Network")
        .forEach(part -> page.call(part + ".enable", node()));
    page.call(
        "Emulation.setDeviceMetricsOverride",
        node()
            .put("width", width)
            .put("height", 900)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
    ObjectNode media = node();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    page.call("Emulation.setEmulatedMedia", media);
    return page;
  }

  private static String axe() {
    String path = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    try (InputStream in = Chromium.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode node() {
    return JSON.createObjectNode();
  }

  private JsonNode call(String session, String method, ObjectNode parameters) {
    int id = calls.incrementAndGet();
    ObjectNode message = node().put("id", id).put("method", method);
    message.set("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    synchronized (socket) {
      socket.sendText(message.toString(), true).join();
    }
    JsonNode whole = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (whole.has("error")) {
      throw new IllegalStateException(method + ": " + whole.get("error"));
    }
    return whole.get("result");
  }

  /** Ends it with all of its processes, so that nobody writes its profile any more. */
  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(child -> child.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
    try (Stream<Path> files = Files.walk(profile)) {
      files.map(Path::toFile).forEach(File::deleteOnExit); // it may leave one behind even now
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A window. */
  public final class Page {
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

    private Page(String session) {
      this.session = session;
    }

    private JsonNode call(String method, ObjectNode parameters) {
      return Chromium.this.call(session, method, parameters);
    }

    /** Goes there, and waits until all of it is there. */
    public void open(String address) {
      loaded = new CompletableFuture<>();
      call("Page.navigate", node().put("url", address));
      loaded.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** No page that is opened from now on runs a script. */
    public void withoutScripts() {
      call("Emulation.setScriptExecutionDisabled", node().put("value", true));
    }

    /** The value of an expression, or of what it promises, as text. */
    public String value(String expression) {
      JsonNode found =
          call(
              "Runtime.evaluate",
              node()
                  .put("expression", expression)
                  .put("awaitPromise", true)
                  .put("returnByValue", true));
      if (found.has("exceptionDetails")) {
        throw new IllegalStateException(expression + ": " + found.get("exceptionDetails"));
      }
      return found.get("result").path("value").asText();
    }

    /** Waits until an expression is true, however the page comes to it: by going elsewhere too. */
    public void until(String expression) {
      String wait =
          "new Promise(done => { const look = () => (%s) ? done(true) : setTimeout(look, 20); look(); })"
              .formatted(expression);
      boolean seen = false;
      while (!seen) {
        try {
          value(wait);
          seen = true;
        } catch (IllegalStateException gone) {
          if (!String.valueOf(gone.getMessage()).contains("navigated")) {
            throw gone;
          }
        }
      }
    }

    /**
     * What axe-core finds wrong with it for people who cannot see or point; empty where nothing is.
     */
    public String barriers() {
      return barriers("document");
    }

    /**
     * The same, without looking into its figures, of which a long page has thousands of letters.
     */
    public String barriersBesideFigures() {
      return barriers("{exclude: [['figure svg']]}");
    }

    private String barriers(String context) {
      return value(
          "(() => {"
              + axe()
              + "})(); axe.run("
              + context
              + ").then(found => found.violations.filter(v => v.impact !== 'minor')"
              + ".map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' ')).join('; '))");
    }

    /** What can be seen of it now, as PNG: to look at. */
    public byte[] picture() {
      JsonNode shot = call("Page.captureScreenshot", node());
      return Base64.getDecoder().decode(shot.get("data").asText());
    }

    /** Errors of the console and of scripts. */
    public List<String> complaints() {
      return complaints;
    }

    /** Every address that was asked for. */
    public List<String> requests() {
      return requests;
    }

    private void complain(String level, JsonNode told) {
      if (level.equals("error")) {
        complaints.add(told.toString());
      }
    }

    private void hear(String method, JsonNode told) {
      switch (method) {
        case "Page.loadEventFired" -> loaded.complete(null);
        case "Network.requestWillBeSent" -> requests.add(told.at("/request/url").asText());
        case "Runtime.exceptionThrown" -> complaints.add(told.get("exceptionDetails").toString());
        case "Log.entryAdded" -> complain(told.at("/entry/level").asText(), told);
        case "Runtime.consoleAPICalled" -> complain(told.path("type").asText(), told);
        default -> {}
      }
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        hear(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void hear(String message) {
      try {
        JsonNode told = JSON.readTree(message);
        CompletableFuture<JsonNode> asked = waiting.remove(told.path("id").asInt());
        Page page = pages.get(told.path("sessionId").asText());
        if (asked != null) {
          asked.complete(told);
        } else if (page != null) {
          page.hear(told.path("method").asText(), told.path("params"));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
