package org.fathom4j.bench.sweeps;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a dashboard for what an open browser asks: listens to the changes of a run and loads its
 * page anew at each, every 1.5 s at most, and every other time its charts. It draws nothing.
 */
final class Viewer implements AutoCloseable {
  private static final Pattern CHART = Pattern.compile("data-src=\"([^\"]+)\"");
  private static final int FOUND = 200;
  private static final long LOOK_MILLIS = 200;
  private static final long BREATH_MILLIS = 1500;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger loads = new AtomicInteger();
  private final URI page;
  private final Thread thread = new Thread(this::look, "viewer");

  private volatile InputStream events = InputStream.nullInputStream();

  private Viewer(URI page) {
    this.page = page;
  }

  /** Watches a run, from when it is there. */
  static Viewer watch(URI dashboard, String run) {
    Viewer viewer = new Viewer(dashboard.resolve("/runs/" + run));
    viewer.thread.setDaemon(true);
    viewer.thread.start();
    return viewer;
  }

  /** How often it loaded the page. */
  int loads() {
    return loads.get();
  }

  private void look() {
    try {
      while (!load()) {
        Thread.sleep(LOOK_MILLIS);
      }
      HttpRequest changes = HttpRequest.newBuilder(URI.create(page + "/events")).build();
      events = client.send(changes, HttpResponse.BodyHandlers.ofInputStream()).body();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          load();
          Thread.sleep(BREATH_MILLIS);
        }
      }
    } catch (IOException | InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the page is there. */
  private boolean load() throws IOException, InterruptedException {
    HttpResponse<String> answer = get(page);
    if (answer.statusCode() != FOUND) {
      return false;
    }
    if (loads.getAndIncrement() % 2 == 0) {
      Matcher charts = CHART.matcher(answer.body());
      while (charts.find()) {
        get(page.resolve(charts.group(1).replace("&amp;", "&")));
      }
    }
    return true;
  }

  private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      events.close();
    } catch (IOException gone) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
