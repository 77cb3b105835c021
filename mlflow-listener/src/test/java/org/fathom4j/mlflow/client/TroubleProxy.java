package org.fathom4j.mlflow.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a server: counts what is asked there, makes trouble on demand, and can ask for a
 * path prefix and an Authorization header, as proxies of companies do. One request a connection.
 */
public final class TroubleProxy implements AutoCloseable {
  private final int upstream;
  private final String prefix;
  private final String authorization;
  private final @Nullable SSLContext tls;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final int port;
  private volatile Plan plan = (number, request) -> Fault.NONE;
  private @Nullable ServerSocket listening;

  /** What happens to a request. */
  public enum Fault {
    /** It is passed on. */
    NONE,
    /** The connection is reset in the midst of the request. */
    RESET,
    /** It is passed on, and the connection is reset in place of the answer. */
    LOST_ANSWER,
    /** It is passed on, and half of the answer comes back. */
    HALF_ANSWER,
    /** It is passed on after 5 seconds. */
    SLOW,
    /** HTTP 400. */
    BAD_REQUEST,
    /** HTTP 429. */
    TOO_MANY,
    /** HTTP 500. */
    ERROR
  }

  /** Says what happens to the request of that number, from 1: {@code POST /api/...}. */
  public interface Plan {
    Fault fault(int number, String request);
  }

  public TroubleProxy(int upstream) throws IOException {
    this(upstream, "", "");
  }

  /**
   * @param prefix of every path, which the server does not see
   * @param authorization that every request must have; empty where none need
   */
  public TroubleProxy(int upstream, String prefix, String authorization) throws IOException {
    this(upstream, prefix, authorization, null);
  }

  /**
   * As {@link #TroubleProxy(int, String, String)}.
   *
   * @param tls speaks it with clients, with these keys; null for plain HTTP
   */
  public TroubleProxy(int upstream, String prefix, String authorization, @Nullable SSLContext tls)
      throws IOException {
    this.tls = tls;
    this.upstream = upstream;
    this.prefix = prefix;
    this.authorization = authorization;
    this.port = listen(0);
  }

  public String uri() {
    return (tls == null ? "http" : "https") + "://127.0.0.1:" + port + prefix;
  }

  public void plan(Plan next) {
    plan = next;
  }

  /** What was asked, such as {@code POST /api/2.0/mlflow/runs/create}. */
  public List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Those that may change something: searches are no such requests. */
  public List<String> writes() {
    return requests().stream()
        .filter(request -> !request.startsWith("GET") && !request.contains("/search"))
        .toList();
  }

  public void forget() {
    requests.clear();
  }

  /** Nothing listens any more. */
  public synchronized void refuse() throws IOException {
    if (listening != null) {
      listening.close();
      listening = null;
    }
  }

  /** Listens again. */
  public synchronized void accept() throws IOException {
    if (listening == null) {
      listen(port);
    }
  }

  private synchronized int listen(int at) throws IOException {
    ServerSocket socket =
        tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 100);
    listening = socket;
    threads.execute(() -> accept(socket));
    return socket.getLocalPort();
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException | RejectedExecutionException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      String request = head.substring(0, head.indexOf(" HTTP/"));
      int number;
      synchronized (requests) {
        requests.add(request);
        number = requests.size();
      }
      Fault fault = plan.fault(number, request);
      if (fault == Fault.RESET) {
        reset(client);
        return;
      }
      byte[] body = in.readNBytes(length(head));
      byte[] answer = answer(fault, head, body);
      if (fault == Fault.LOST_ANSWER) {
        reset(client);
        return;
      }
      int bytes = fault == Fault.HALF_ANSWER ? answer.length / 2 : answer.length;
      client.getOutputStream().write(answer, 0, bytes);
      client.getOutputStream().flush();
    } catch (IOException gone) {
      return;
    }
  }

  private static void reset(Socket client) throws IOException {
    client.setSoLinger(true, 0);
  }

  private byte[] answer(Fault fault, String head, byte[] body) throws IOException {
    return switch (fault) {
      case BAD_REQUEST -> status("400 Bad Request");
      case TOO_MANY -> status("429 Too Many Requests");
      case ERROR -> status("500 Internal Server Error");
      case SLOW -> {
        pause();
        yield passedOn(head, body);
      }
      default -> passedOn(head, body);
    };
  }

  private static void pause() {
    try {
      Thread.sleep(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] passedOn(String head, byte[] body) throws IOException {
    String path = head.split(" ", 3)[1];
    if (!path.startsWith(prefix + "/")) {
      return status("404 Not Found");
    }
    if (!authorization.isEmpty() && !header(head, "authorization").equals(authorization)) {
      return status("401 Unauthorized");
    }
    String own =
        head.replaceFirst(" " + prefix + "/", " /")
            .replaceAll("(?im)^(connection|authorization|upgrade|http2-settings):.*\r\n", "");
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      server
          .getOutputStream()
          .write((own + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      server.getOutputStream().write(body);
      server.getOutputStream().flush();
      return server.getInputStream().readAllBytes();
    } catch (IOException dead) {
      return status("502 Bad Gateway");
    }
  }

  private static byte[] status(String status) {
    return "HTTP/1.1 %s\r\nContent-Length: 7\r\nConnection: close\r\n\r\ntrouble"
        .formatted(status)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Its lines, each with its end, without the empty one. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    return text.substring(0, text.length() - 2);
  }

  private static int length(String head) {
    String length = header(head, "content-length");
    return length.isEmpty() ? 0 : Integer.parseInt(length);
  }

  private static String header(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() throws IOException {
    refuse();
    threads.shutdownNow();
  }
}
