package org.fathom4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fathom4j.data.fetch.FetchProgress;
import org.fathom4j.data.fetch.ProgressBar;

/**
 * Where data sets may lie, besides the folder that an experiment names.
 *
 * @param cache holds one folder per data set, filled by fetching
 * @param installed folders in which distributions install data sets, one folder per data set
 * @param offline whether nothing may be fetched
 * @param progress is told how fetching goes
 */
public record DataPlaces(
    Path cache, List<Path> installed, boolean offline, FetchProgress progress) {
  /** Copies the list. */
  public DataPlaces {
    installed = List.copyOf(installed);
  }

  /**
   * The places of this user: the cache is FATHOM_CACHE, else XDG_CACHE_HOME/fathom4j, else
   * ~/.cache/fathom4j; FATHOM_OFFLINE=1 forbids fetching. Progress goes to standard error.
   *
   * @param environment variables by name
   * @param home the user's home folder
   * @param offline whether the command line forbids fetching
   */
  public static DataPlaces of(Map<String, String> environment, Path home, boolean offline) {
    String own = environment.getOrDefault("FATHOM_CACHE", "");
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path cache =
        !own.isBlank()
            ? Path.of(own)
            : (xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg)).resolve("fathom4j");
    String flag = environment.getOrDefault("FATHOM_OFFLINE", "");
    boolean byVariable = !flag.isBlank() && !flag.equals("0") && !flag.equals("false");
    return new DataPlaces(
        cache,
        List.of(Path.of("/usr/share/datasets")),
        offline || byVariable,
        new ProgressBar(System.err, Boolean.getBoolean("fathom.terminal")));
  }
}
