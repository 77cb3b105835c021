package org.fathom4j.data.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One attempt to bring what is missing of a file from one address. */
record Transfer(
    HttpClient client, Duration stall, FetchProgress progress, RemoteFile file, Path part) {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_REFUSED = 416;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  /** The address has no such file: trying again is of no use. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Appends to the part until its end or until the connection ends.
   *
   * @throws RefusedException if the address cannot give this file
   * @throws IOException if the connection broke, fell silent or gave an error that may pass
   */
  void from(URI mirror) throws IOException, InterruptedException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(mirror)
            .timeout(stall)
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "fathom4j");
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
    try (Arrivals arrivals = new Arrivals()) {
      response.body().subscribe(arrivals);
      append(arrivals, start(response, have));
    }
  }

  /** Where the answer begins: at the byte asked for, or at 0 where the server knows no ranges. */
  private long start(HttpResponse<?> response, long have) throws IOException {
    int status = response.statusCode();
    if (status == RANGE_REFUSED) {
      Files.deleteIfExists(part);
      throw new IOException("HTTP 416 for the rest of the file; it is fetched anew");
    }
    if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
      throw new IOException("HTTP " + status);
    }
    if (status != OK && status != PARTIAL) {
      throw new RefusedException("HTTP " + status);
    }
    long start = status == OK ? 0 : rangeStart(response, have);
    OptionalLong length = response.headers().firstValueAsLong("Content-Length");
    if (length.isPresent() && start + length.getAsLong() != file.bytes()) {
      throw new RefusedException(
          "%d bytes offered, %d expected".formatted(start + length.getAsLong(), file.bytes()));
    }
    return start;
  }

  private static long rangeStart(HttpResponse<?> response, long have) throws IOException {
    String header = response.headers().firstValue("Content-Range").orElse("");
    Matcher range = RANGE.matcher(header);
    if (!range.matches() || Long.parseLong(range.group(1)) != have) {
      throw new RefusedException(
          "bytes from %d on were asked for, '%s' was answered".formatted(have, header));
    }
    return have;
  }

  private void append(Arrivals arrivals, long start) throws IOException, InterruptedException {
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(start).position(start);
      List<ByteBuffer> buffers = arrivals.next(stall);
      while (!buffers.isEmpty()) {
        for (ByteBuffer buffer : buffers) {
          write(out, buffer);
        }
        progress.arrived(file.name(), out.position(), file.bytes());
        buffers = arrivals.next(stall);
      }
      if (out.position() < file.bytes()) {
        throw new IOException(
            "the answer ended at byte %d of %d".formatted(out.position(), file.bytes()));
      }
    }
  }

  private void write(FileChannel out, ByteBuffer buffer) throws IOException {
    if (out.position() + buffer.remaining() > file.bytes()) {
      out.truncate(0);
      throw new RefusedException("more than the expected %d bytes came".formatted(file.bytes()));
    }
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }
}
