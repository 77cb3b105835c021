package org.fathom4j.cli.data;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fathom4j.data.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fathom data list}. */
@Command(
    name = "list",
    description = "Every data set that an experiment can name.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    for (DataSource source : Request.dataSets(true).all()) {
      out.printf(Locale.ROOT, "%-16s %s%n", source.name(), source.summary());
    }
    out.flush();
    return 0;
  }
}
