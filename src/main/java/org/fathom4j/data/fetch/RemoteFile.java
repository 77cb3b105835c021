package org.fathom4j.data.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A published file.
 *
 * @param name under which it is kept
 * @param mirrors its addresses, the official one first
 * @param bytes its exact size
 * @param checksum what its bytes must hash to; empty where none is published
 */
public record RemoteFile(String name, List<URI> mirrors, long bytes, Optional<Checksum> checksum) {
  /** Copies the addresses. */
  public RemoteFile {
    mirrors = List.copyOf(mirrors);
  }

  /** A file that lies under its name in each of several folders. */
  public static RemoteFile in(
      List<String> folders, String name, long bytes, Optional<Checksum> checksum) {
    return new RemoteFile(
        name, folders.stream().map(folder -> URI.create(folder + name)).toList(), bytes, checksum);
  }
}
