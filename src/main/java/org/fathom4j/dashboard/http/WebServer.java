package org.fathom4j.dashboard.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;

/**
 * A web server of a few threads. Nobody who reads or writes slowly holds one of them; connections
 * beyond a thousand wait, and one that is idle for half a minute is closed.
 */
public final class WebServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int MOST_CONNECTIONS = 1000;
  private static final int MOST_HEADER_BYTES = 16 << 10;
  private static final long IDLE_MILLIS = 30_000;

  private final Server server;
  private final ServerConnector connector;
  private final Streams streams;

  private WebServer(Server server, ServerConnector connector, Streams streams) {
    this.server = server;
    this.connector = connector;
    this.streams = streams;
  }

  /**
   * Starts it.
   *
   * @param address that it listens on
   * @param port 0 for any that is free
   * @throws InvalidSpecException if it cannot listen there
   */
  public static WebServer start(InetAddress address, int port, Guard guard, Site site) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("dashboard");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(address.getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    Streams streams = new Streams();
    server.setHandler(new SiteHandler(guard, site, streams));
    server.setStopTimeout(0); // browsers keep connections open, and would be waited for
    WebServer started = new WebServer(server, connector, streams);
    started.listen(address, port);
    return started;
  }

  private void listen(InetAddress address, int port) {
    try {
      connector.open();
    } catch (IOException e) {
      throw new InvalidSpecException(
          "--port: the dashboard cannot listen on %s port %d: %s. Give another, or 0 for any that is free."
              .formatted(address.getHostAddress(), port, ExperimentException.reason(e)));
    }
    try {
      server.start();
    } catch (Exception e) { // Jetty's signature
      throw new ExperimentException("The dashboard's server does not start: " + e, e);
    }
  }

  /** Its first page. */
  public URI address() {
    String host = connector.getHost();
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + connector.getLocalPort() + "/");
  }

  /** Topics that somebody listens to now. */
  public Set<String> topics() {
    return streams.topics();
  }

  /** Tells everyone who listens to a topic. */
  public void tell(String topic, String line) {
    streams.tell(topic, line);
  }

  /** Keeps quiet streams open; to be called every few seconds. */
  public void beat() {
    streams.beat();
  }

  @Override
  public void close() {
    streams.close();
    try {
      server.stop();
    } catch (Exception e) { // Jetty's signature
      throw new ExperimentException("The dashboard's server does not stop: " + e, e);
    }
  }
}
