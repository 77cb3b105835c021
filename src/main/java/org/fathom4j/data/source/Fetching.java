package org.fathom4j.data.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.fetch.Downloader;
import org.fathom4j.data.fetch.RemoteFile;
import org.fathom4j.problem.InvalidSpecException;

/** Brings published files into the cache. */
final class Fetching {
  private static final double MEGA = 1e6;

  private Fetching() {}

  /** Fetches what is not there yet. */
  static Path fetch(DataSpec spec, DataPlaces places, List<RemoteFile> files) throws IOException {
    if (places.offline()) {
      throw new InvalidSpecException(
          "nothing is fetched while --offline or FATHOM_OFFLINE forbids it; "
              + String.join("; ", addresses(files)));
    }
    Path folder = FileSearch.cacheFolder(places, spec.name());
    Downloader downloader = new Downloader(Downloader.Policy.standard(), places.progress());
    try {
      for (RemoteFile file : files) {
        downloader.fetch(file, folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("fetching " + spec.name() + " was interrupted");
    }
    return folder;
  }

  /** Official address and size of each file. */
  static List<String> addresses(List<RemoteFile> files) {
    return files.stream()
        .map(
            file ->
                String.format(
                    Locale.ROOT, "%s (%.1f MB)", file.mirrors().get(0), file.bytes() / MEGA))
        .toList();
  }
}
