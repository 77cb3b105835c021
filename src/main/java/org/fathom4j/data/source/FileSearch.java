package org.fathom4j.data.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;

/**
 * Looks for a data set's files: in {@code data.dir} alone where that is given, else in the cache
 * and where distributions install data sets.
 *
 * @param folder where all files were found; empty where nowhere
 * @param files by official name
 * @param tried one line per place: what it lacks
 */
record FileSearch(Optional<Path> folder, Map<String, Path> files, List<String> tried) {
  static FileSearch of(DataSpec spec, DataPlaces places, List<WantedFile> wanted) {
    return of(
        spec,
        places,
        folder -> {
          Map<String, Path> files = new LinkedHashMap<>();
          wanted.forEach(
              file -> find(file, folder).ifPresent(path -> files.put(file.name(), path)));
          return files;
        },
        wanted.stream().map(WantedFile::name).toList());
  }

  /**
   * The first place with everything.
   *
   * @param contents what of it a folder holds, by name
   * @param names of everything
   */
  static FileSearch of(
      DataSpec spec,
      DataPlaces places,
      Function<Path, Map<String, Path>> contents,
      List<String> names) {
    List<String> tried = new ArrayList<>();
    for (Path folder : candidates(spec, places)) {
      Map<String, Path> files = contents.apply(folder);
      List<String> missing = names.stream().filter(name -> !files.containsKey(name)).toList();
      if (missing.isEmpty()) {
        return new FileSearch(Optional.of(folder), files, tried);
      }
      tried.add(folder + ": " + finding(folder, missing, files.isEmpty()));
    }
    return new FileSearch(Optional.empty(), Map.of(), tried);
  }

  /** Where the data set's files lie in the cache. */
  static Path cacheFolder(DataPlaces places, String name) {
    return places.cache().resolve(name);
  }

  Path file(String name) {
    Path file = files.get(name);
    if (file == null) {
      throw new IllegalArgumentException(name + " was not looked for");
    }
    return file;
  }

  private static List<Path> candidates(DataSpec spec, DataPlaces places) {
    if (spec.dir().isPresent()) {
      return List.of(spec.dir().get());
    }
    List<Path> folders = new ArrayList<>();
    folders.add(cacheFolder(places, spec.name()));
    places.installed().forEach(root -> folders.add(root.resolve(spec.name())));
    return folders;
  }

  private static String finding(Path folder, List<String> missing, boolean none) {
    if (!Files.isDirectory(folder)) {
      return "no such folder";
    }
    return none ? "none of its files" : "lacks " + String.join(", ", missing);
  }

  private static Optional<Path> find(WantedFile file, Path folder) {
    try {
      return file.in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed", e);
    }
  }
}
