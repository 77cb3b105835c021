package org.fathom4j.cli.data;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fathom4j.config.DataSection;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataSource;
import org.fathom4j.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fathom data list}. */
@Command(
    name = "list",
    description = "Every data set that an experiment can name, and where its files are.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    for (DataSource source : Request.dataSets(true).all()) {
      out.printf(Locale.ROOT, "%-16s %s%n", source.name(), source.summary());
      if (!source.remote(spec(source)).isEmpty()) {
        out.printf(Locale.ROOT, "%-16s %s%n", "", place(source));
      }
    }
    out.flush();
    return 0;
  }

  /** Where its files were found, or how to come by them. */
  private static String place(DataSource source) {
    return Request.dataSets(true)
        .describe(spec(source))
        .map(found -> "in " + found.source())
        .orElse("not on this computer: ./fathom data fetch " + source.name());
  }

  private static DataSpec spec(DataSource source) {
    return DataSection.of(source.name(), List.of(), new Problems());
  }
}
