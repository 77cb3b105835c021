package org.fathom4j.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.source.DataSets;

/** The data sets that lie where they are looked for. */
final class DataCheck {
  private static final String NAME = "data";

  private DataCheck() {}

  static Check run(Surroundings surroundings) {
    return of(DataPlaces.of(surroundings.environment(), surroundings.home(), false));
  }

  static Check of(DataPlaces places) {
    List<String> found = new ArrayList<>();
    for (DataSource source : new DataSets(places).all()) {
      Stream.concat(Stream.of(places.cache()), places.installed().stream())
          .map(place -> place.resolve(source.name()))
          .filter(DataCheck::holdsFiles)
          .findFirst()
          .ifPresent(folder -> found.add(source.name() + " in " + folder));
    }
    return found.isEmpty()
        ? Check.note(
            NAME,
            "no data set is in " + places.cache() + " or " + places.installed(),
            "Generated data needs none; the others are fetched on first use, or name their folder"
                + " with data.dir=FOLDER.")
        : Check.ok(NAME, String.join("; ", found));
  }

  private static boolean holdsFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return files.iterator().hasNext();
    } catch (IOException unreadable) {
      return false;
    }
  }
}
