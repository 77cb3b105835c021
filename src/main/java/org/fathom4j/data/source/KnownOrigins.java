package org.fathom4j.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fathom4j.data.fetch.RemoteFile;

/**
 * Remembers the origin of files, whose checksums cost a second: sweeps over a data section ask for
 * it once for each value.
 */
final class KnownOrigins {
  private record Version(Path file, long bytes, FileTime changed) {}

  private final Map<List<Version>, FileOrigin> known = new ConcurrentHashMap<>();

  /** As {@link FileOrigin#of}. */
  FileOrigin of(List<Path> files, List<RemoteFile> published, Map<String, String> contents)
      throws IOException {
    List<Version> versions = new ArrayList<>();
    for (Path file : files) {
      versions.add(new Version(file, Files.size(file), Files.getLastModifiedTime(file)));
    }
    FileOrigin origin = known.get(versions);
    if (origin == null) {
      origin = FileOrigin.of(files, published, contents);
      known.put(versions, origin);
    }
    return origin;
  }
}
