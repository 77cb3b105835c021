package org.fathom4j.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The commit that is checked out: asked of {@code git}, or read from its files where the program is
 * absent or refuses the folder.
 *
 * @param commit in hexadecimal, or empty outside a checkout
 * @param dirty whether tracked files differ from it; false where only git could tell
 */
record GitState(String commit, boolean dirty) {
  static GitState of(Path folder) {
    String directory = folder.toAbsolutePath().toString();
    String commit = Program.output("git", "-C", directory, "rev-parse", "--verify", "-q", "HEAD");
    if (commit.isEmpty()) {
      return new GitState(read(folder.toAbsolutePath()), false);
    }
    boolean dirty =
        Program.run(List.of("git", "-C", directory, "diff", "--quiet", "HEAD", "--"))
            .map(ended -> ended.status() == 1)
            .orElse(false);
    return new GitState(commit, dirty);
  }

  /** The commit by git's own files: HEAD, loose and packed references, linked work trees. */
  static String read(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        try {
          return head(directory(git));
        } catch (IOException e) {
          return "";
        }
      }
    }
    return "";
  }

  /** In a linked work tree {@code .git} is a file that names the folder. */
  private static Path directory(Path git) throws IOException {
    return Files.isDirectory(git) ? git : git.resolveSibling(after("gitdir:", git));
  }

  private static String head(Path directory) throws IOException {
    String head = Files.readString(directory.resolve("HEAD")).strip();
    if (!head.startsWith("ref:")) {
      return head;
    }
    String name = head.substring("ref:".length()).strip();
    Path common = directory.resolve("commondir");
    Path shared =
        Files.exists(common) ? directory.resolve(Files.readString(common).strip()) : directory;
    Path loose = shared.resolve(name);
    return Files.exists(loose)
        ? Files.readString(loose).strip()
        : packed(shared.resolve("packed-refs"), name).orElse("");
  }

  private static Optional<String> packed(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.endsWith(" " + name))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .findFirst();
    }
  }

  private static String after(String prefix, Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.startsWith(prefix) ? text.substring(prefix.length()).strip() : text;
  }
}
