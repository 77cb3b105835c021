package org.fathom4j.data.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches files over HTTP. A file has its name only once it is whole and its checksum is right;
 * before, it lies beside as {@code NAME.part} and a later call goes on from there. Two processes
 * that want the same file take turns.
 */
public final class Downloader {
  private final HttpClient client;
  private final Policy policy;
  private final FetchProgress progress;

  /** Fetches with the given patience. */
  public Downloader(Policy policy, FetchProgress progress) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(policy.stall())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    this.policy = policy;
    this.progress = progress;
  }

  /**
   * How patient a fetch is.
   *
   * @param stall the longest silence of a server
   * @param attempts how often an address is tried in a row without a byte gained
   * @param pause between two attempts at one address
   */
  public record Policy(Duration stall, int attempts, Duration pause) {
    /** 30 s of silence, 4 attempts, 2 s between them. */
    public static Policy standard() {
      return new Policy(Duration.ofSeconds(30), 4, Duration.ofSeconds(2));
    }
  }

  /**
   * Fetches one file into a folder, or finds it there.
   *
   * @throws FetchException if no address gives the file, or what arrived fails its checksum; the
   *     message says where it is kept
   */
  public Path fetch(RemoteFile file, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path goal = folder.resolve(file.name());
    Path lockFile = folder.resolve("." + file.name() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid() || Files.exists(goal)) {
        return goal;
      }
      fetch(file, folder.resolve(file.name() + ".part"), goal);
      return goal;
    }
  }

  private void fetch(RemoteFile file, Path part, Path goal)
      throws IOException, InterruptedException {
    List<String> failures = new ArrayList<>();
    for (URI mirror : file.mirrors()) {
      String failure = transfer(file, mirror, part);
      if (failure.isEmpty()) {
        failure = refuse(file, part);
      }
      if (failure.isEmpty()) {
        Files.move(part, goal, StandardCopyOption.ATOMIC_MOVE);
        return;
      }
      failures.add("  " + mirror + ": " + failure);
      progress.note(file.name() + ": " + mirror.getHost() + ": " + failure);
    }
    throw new FetchException(
        "%s could not be fetched:%n%s%s"
            .formatted(file.name(), String.join("\n", failures), kept(file, part)));
  }

  /** Moves a whole file with the wrong bytes aside; says so, or nothing where it is right. */
  private static String refuse(RemoteFile file, Path part) throws IOException {
    if (file.checksum().isEmpty()) {
      return "";
    }
    Checksum wanted = file.checksum().get();
    Checksum found = wanted.of(part);
    if (found.equals(wanted)) {
      return "";
    }
    Path aside = part.resolveSibling(file.name() + ".refused");
    Files.move(part, aside, StandardCopyOption.REPLACE_EXISTING);
    return "checksum refused: %s expected, %s found; the file is kept as %s"
        .formatted(wanted, found.hex(), aside);
  }

  private static String kept(RemoteFile file, Path part) throws IOException {
    return Files.exists(part)
        ? "%n%d of %d bytes are kept as %s; the same command goes on from there"
            .formatted(Files.size(part), file.bytes(), part)
        : "";
  }

  /** Tries one address until the file is whole or nothing more comes; says why, or nothing. */
  private String transfer(RemoteFile file, URI mirror, Path part)
      throws IOException, InterruptedException {
    String failure = "";
    int fruitless = 0;
    while (fruitless < policy.attempts()) {
      long before = Files.exists(part) ? Files.size(part) : 0;
      if (before == file.bytes()) {
        return "";
      }
      requireSpace(file, part, before);
      try {
        new Transfer(client, policy.stall(), progress, file, part).from(mirror);
        failure = "";
      } catch (Transfer.RefusedException e) {
        return String.valueOf(e.getMessage());
      } catch (IOException e) {
        failure = e.getMessage() == null ? e.toString() : e.getMessage();
      }
      long after = Files.exists(part) ? Files.size(part) : 0;
      if (after == file.bytes()) {
        return "";
      }
      fruitless = after > before ? 0 : fruitless + 1;
      if (fruitless < policy.attempts()) {
        progress.note("%s: %s; goes on at byte %d".formatted(file.name(), failure, after));
        Thread.sleep(policy.pause().toMillis());
      }
    }
    return "%s (%d attempts)".formatted(failure, policy.attempts());
  }

  private static void requireSpace(RemoteFile file, Path part, long have) throws IOException {
    Path folder = part.toAbsolutePath().getParent();
    long free = Files.getFileStore(folder == null ? part : folder).getUsableSpace();
    if (free < file.bytes() - have) {
      throw new FetchException(
          "%s needs %d more bytes in %s, where %d are free"
              .formatted(file.name(), file.bytes() - have, folder, free));
    }
  }
}
