package org.fathom4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command line that goes on with a run: every argument as it was given, from any folder.
 *
 * @param arguments of this start, {@code run} among them
 */
record ResumeCommand(List<String> arguments) {
  /** Copies the arguments. */
  ResumeCommand {
    arguments = List.copyOf(arguments);
  }

  /**
   * The command as a line for a shell.
   *
   * @param store the folder of the run; empty where the arguments name all it takes
   */
  String of(Optional<Path> store) {
    List<String> words = new ArrayList<>(List.of(launcher()));
    Iterator<String> given = arguments.iterator();
    while (given.hasNext()) {
      String word = given.next();
      if (store.isPresent() && word.equals("--out") && given.hasNext()) {
        given.next();
      } else if (!word.equals("--resume") && !(store.isPresent() && word.startsWith("--out="))) {
        words.add(withoutSecret(word));
      }
    }
    words.add("--resume");
    store.ifPresent(folder -> words.addAll(List.of("--out", folder.toAbsolutePath().toString())));
    String line = words.stream().map(ResumeCommand::quoted).collect(Collectors.joining(" "));
    return "cd " + quoted(Path.of("").toAbsolutePath().toString()) + " && " + line;
  }

  private static String launcher() {
    String home = System.getProperty("fathom.home", "");
    return home.isEmpty() ? "./fathom" : Path.of(home, "fathom").toString();
  }

  /** An address without its user and password, which terminals and logs would keep. */
  private static String withoutSecret(String word) {
    return word.replaceFirst("^((?:--[a-z-]+=)?https?://)[^/@]*@", "$1USER:PASSWORD@");
  }

  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
