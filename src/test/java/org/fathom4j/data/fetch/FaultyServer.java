package org.fathom4j.data.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** A server that answers each request as the next of its script says, down to the raw bytes. */
final class FaultyServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Deque<Answer> script = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The Range header of each request, or empty. */
  final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

  /** One answer. */
  interface Answer {
    /**
     * Writes status line, headers and body.
     *
     * @param start first byte asked for
     */
    void write(OutputStream out, int start) throws IOException, InterruptedException;
  }

  FaultyServer(Answer... answers) throws IOException {
    script.addAll(List.of(answers));
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "faulty-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/file");
  }

  /** The content from the byte asked for, as a server should. */
  static Answer whole(byte[] content) {
    return (out, start) -> {
      head(out, start, content.length - start, content.length);
      out.write(content, start, content.length - start);
    };
  }

  /** Promises everything from the byte asked for, and breaks off after {@code bytes}. */
  static Answer breaksOff(byte[] content, int bytes) {
    return (out, start) -> {
      head(out, start, content.length - start, content.length);
      out.write(content, start, Math.min(bytes, content.length - start));
    };
  }

  /** Knows no ranges: always begins at 0. */
  static Answer withoutRanges(byte[] content, int bytes) {
    return (out, start) -> {
      head(out, 0, content.length, content.length);
      out.write(content, 0, bytes);
    };
  }

  /** Says nothing of the length and sends that. */
  static Answer unannounced(byte[] content) {
    return (out, start) -> {
      out.write(ascii("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"));
      out.write(content);
    };
  }

  static Answer status(int code) {
    return (out, start) ->
        out.write(
            ascii("HTTP/1.1 " + code + " No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
  }

  /** Sends some bytes and then nothing, without hanging up. */
  Answer stalls(byte[] content, int bytes) {
    return (out, start) -> {
      head(out, start, content.length - start, content.length);
      out.write(content, start, bytes);
      out.flush();
      closed.await();
    };
  }

  /** Adds an answer that needs this server. */
  FaultyServer then(Answer answer) {
    synchronized (script) {
      script.add(answer);
    }
    return this;
  }

  private static void head(OutputStream out, int start, int length, int total) throws IOException {
    String range =
        start == 0
            ? "HTTP/1.1 200 OK\r\n"
            : String.format(
                Locale.ROOT,
                "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\n",
                start,
                total - 1,
                total);
    out.write(ascii(range + "Content-Length: " + length + "\r\nConnection: close\r\n\r\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread thread = new Thread(() -> answer(client), "faulty-answer");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // Closed by the test.
      }
    }
  }

  private void answer(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = client.getOutputStream()) {
      String range = "";
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.toLowerCase(Locale.ROOT).startsWith("range:")) {
          range = line.substring("range:".length()).trim();
        }
      }
      ranges.add(range);
      int start = range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      next().write(out, start);
    } catch (IOException e) {
      return; // The client hung up, as some tests mean it to.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer next() {
    synchronized (script) {
      Answer answer = script.poll();
      return answer == null ? status(500) : answer;
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }

  /** Bytes that differ from place to place. */
  static byte[] content(int bytes) {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) (i * 31 + i / 251);
    }
    return content;
  }
}
