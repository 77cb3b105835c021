package org.fathom4j.data.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.ZipException;
import org.fathom4j.data.fetch.Checksum;
import org.fathom4j.data.fetch.RemoteFile;
import org.fathom4j.data.format.ExportMark;

/**
 * Where files of a data set come from. What they hold decides, never their names or how many
 * examples there are: pictures that were generated and exported must not pass for photos.
 */
sealed interface FileOrigin {
  /** The title of data from here. */
  default String title(String official, int train, int test) {
    return title(official, String.format(Locale.ROOT, "%,d / %,d", train, test));
  }

  /**
   * The title of data from here.
   *
   * @param counts how many examples there are, in words
   */
  String title(String official, String counts);

  /** What to cite; pictures that someone generated are not the work of those who took photos. */
  default String citation(Official official) {
    return official.citation();
  }

  /** The bytes are those that were published. */
  record Published() implements FileOrigin {
    @Override
    public String title(String official, String counts) {
      return official;
    }
  }

  /**
   * They were written by {@code ./fathom data export}.
   *
   * @param of title of what was exported
   */
  record Exported(String of) implements FileOrigin {
    @Override
    public String title(String official, String counts) {
      return "%s, exported (%s)".formatted(of, counts);
    }

    @Override
    public String citation(Official official) {
      return of.contains(official.title()) ? official.citation() : "";
    }
  }

  /** Nothing shows what they are. */
  record Unknown() implements FileOrigin {
    @Override
    public String title(String official, String counts) {
      return "files in the format of %s, not the official ones (%s)".formatted(official, counts);
    }
  }

  /**
   * Looks into the files.
   *
   * @param files as found
   * @param published the published files, in the same order
   * @param contents SHA-256 of what a published {@code .gz} unpacks to, by its name
   */
  static FileOrigin of(List<Path> files, List<RemoteFile> published, Map<String, String> contents)
      throws IOException {
    TreeSet<String> exported = new TreeSet<>();
    for (Path file : files) {
      ExportMark.read(file).ifPresent(exported::add);
    }
    if (!exported.isEmpty()) {
      return new Exported(String.join(" and ", exported));
    }
    for (int i = 0; i < files.size(); i++) {
      if (!isPublished(files.get(i), published.get(i), contents)) {
        return new Unknown();
      }
    }
    return new Published();
  }

  private static boolean isPublished(Path file, RemoteFile official, Map<String, String> contents)
      throws IOException {
    if (Files.size(file) == official.bytes()) {
      // Of whole numbers no checksum is published: the exact size of an archive must do.
      Optional<Checksum> wanted = official.checksum();
      return wanted.isEmpty() || wanted.get().equals(wanted.get().of(file));
    }
    String content = contents.get(official.name());
    try {
      return content != null && content.equals(Digests.sha256OfContent(file));
    } catch (EOFException | ZipException damaged) {
      return false; // What is wrong is told by those who read it.
    }
  }
}
