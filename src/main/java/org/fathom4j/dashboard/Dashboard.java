package org.fathom4j.dashboard;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fathom4j.dashboard.http.Guard;
import org.fathom4j.dashboard.http.WebServer;
import org.fathom4j.dashboard.run.LocalRuns;
import org.fathom4j.dashboard.run.Notes;
import org.fathom4j.problem.InvalidSpecException;

/** A web site over a folder of stored runs, live until closed. */
public final class Dashboard implements AutoCloseable {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final long LOOK_MILLIS = 500;
  private static final long BEAT_NANOS = 10_000_000_000L;

  private final WebServer server;
  private final RunSite site;
  private final Optional<String> token;
  private final Map<String, String> told = new HashMap<>();
  private final Thread ticker = new Thread(this::watch, "dashboard-ticker");

  private Dashboard(WebServer server, RunSite site, Optional<String> token) {
    this.server = server;
    this.site = site;
    this.token = token;
  }

  /**
   * How it is reached.
   *
   * @param address to listen on; beyond loopback, everybody who asks must know the token
   * @param port 0 for any that is free
   * @param token for other addresses than loopback; made up where absent
   */
  public record Options(String address, int port, Optional<String> token) {
    /** On this machine alone. */
    public static Options local(int port) {
      return new Options("127.0.0.1", port, Optional.empty());
    }
  }

  /**
   * Starts it.
   *
   * @param store folder of runs; need not exist yet
   * @throws InvalidSpecException if it cannot listen there
   */
  public static Dashboard start(Path store, Options options) {
    InetAddress address = address(options.address());
    Optional<String> token =
        address.isLoopbackAddress()
            ? Optional.empty()
            : Optional.of(options.token().orElseGet(Guard::random));
    Guard guard = new Guard(hosts(options.address(), address), token, Guard.random());
    InstantSource clock = InstantSource.system();
    Path folder = store.toAbsolutePath().normalize();
    RunSite site =
        new RunSite(
            store.toString(), new LocalRuns(folder, clock), new Notes(), guard.secret(), clock);
    WebServer server = WebServer.start(address, options.port(), guard, site);
    Dashboard started = new Dashboard(server, site, token);
    started.ticker.setDaemon(true);
    started.ticker.start();
    return started;
  }

  private static InetAddress address(String name) {
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      throw new InvalidSpecException(
          "--address: '%s' is no address of this machine; give 127.0.0.1, or 0.0.0.0 for all"
              .formatted(name));
    }
  }

  private static Set<String> hosts(String given, InetAddress address) {
    if (address.isLoopbackAddress()) {
      return LOOPBACK;
    }
    return Stream.of("localhost", given, address.getHostName())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Its first page, with the token where one is needed. */
  public URI address() {
    return token
        .map(known -> server.address().resolve("/?" + Guard.TOKEN + "=" + known))
        .orElse(server.address());
  }

  private void watch() {
    long lastBeat = System.nanoTime();
    site.warmUp();
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        look();
        if (System.nanoTime() - lastBeat > BEAT_NANOS) {
          lastBeat = System.nanoTime();
          server.beat();
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads what somebody looks at, and nothing else. */
  private void look() {
    Set<String> topics = server.topics();
    told.keySet().retainAll(topics);
    for (String topic : topics) {
      String now = site.version(topic);
      if (!now.equals(told.put(topic, now))) {
        server.tell(topic, now);
      }
    }
  }

  @Override
  public void close() {
    ticker.interrupt();
    server.close();
  }
}
