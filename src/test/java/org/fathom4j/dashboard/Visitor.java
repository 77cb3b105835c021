package org.fathom4j.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a server for what no browser would: paths as they are written, any Host, any Origin.
 *
 * @param host that it is reached by
 * @param port of the server
 */
record Visitor(String host, int port) {
  private static final int SECONDS = 20;

  static Visitor of(Dashboard dashboard) {
    URI address = dashboard.address();
    return new Visitor(address.getHost(), address.getPort());
  }

  /** An answer. */
  record Reply(int status, String head, String body) {
    String header(String name) {
      Matcher found =
          Pattern.compile("(?im)^" + Pattern.quote(name) + ": *(.*?)\r?$").matcher(head);
      return found.find() ? found.group(1) : "";
    }
  }

  /** The page at a path, as a browser asks for it. */
  Reply get(String path) throws IOException {
    return ask("GET", path, Map.of(), "");
  }

  /** As a form of the server's own page would. */
  Reply post(String path, String form) throws IOException {
    return ask("POST", path, Map.of("Origin", "http://" + host + ":" + port), form);
  }

  Reply ask(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Host", host + ":" + port);
    all.put("Connection", "close");
    if (!body.isEmpty()) {
      all.put("Content-Type", "application/x-www-form-urlencoded");
      all.put("Content-Length", Integer.toString(body.length()));
    }
    all.putAll(headers);
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    all.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    try (Socket socket = socket()) {
      socket.getOutputStream().write((text + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
      return reply(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  Socket socket() throws IOException {
    Socket socket = new Socket(host, port);
    socket.setSoTimeout(SECONDS * 1000);
    return socket;
  }

  private static Reply reply(String whole) throws IOException {
    int end = whole.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no answer: " + whole);
    }
    String head = whole.substring(0, end);
    return new Reply(
        Integer.parseInt(head.split(" ", -1)[1]), head, whole.substring(end + "\r\n\r\n".length()));
  }

  /** A stream of events, open until closed. */
  Events events(String path) throws IOException {
    Socket socket = socket();
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    return new Events(
        socket,
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
  }

  /** What a server tells by itself. */
  record Events(Socket socket, BufferedReader in) implements AutoCloseable {
    /** The data of the next event; waits for it. */
    String next() throws IOException {
      String line = in.readLine();
      while (line != null && !line.startsWith("data: ")) {
        line = in.readLine();
      }
      if (line == null) {
        throw new IOException("the stream has ended");
      }
      return line.substring("data: ".length());
    }

    /** The data of the next event that says something else. */
    String nextBut(String before) throws IOException {
      String data = next();
      while (data.equals(before)) {
        data = next();
      }
      return data;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
