package org.fathom4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command line that gives the results of a run again. */
final class RunCommandLine {
  private RunCommandLine() {}

  /**
   * The line for a shell in the checkout.
   *
   * @param device name of the card that trained; empty for the CPU
   */
  static String of(Path file, Optional<String> preset, List<String> overrides, String device) {
    StringBuilder text = new StringBuilder("./fathom ");
    text.append(device.isEmpty() ? "" : "--device gpu ");
    text.append("run ").append(ResumeCommand.quoted(file.toString()));
    preset.ifPresent(name -> text.append(" --preset ").append(ResumeCommand.quoted(name)));
    overrides.forEach(override -> text.append(' ').append(ResumeCommand.quoted(override)));
    return text.toString();
  }
}
