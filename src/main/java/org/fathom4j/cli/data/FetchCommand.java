package org.fathom4j.cli.data;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fathom data fetch}. */
@Command(
    name = "fetch",
    description = "Fetch a data set into the cache; a broken fetch goes on where it broke.",
    mixinStandardHelpOptions = true)
final class FetchCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private Request request = new Request();

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    out.println(request.dataSets().fetch(request.spec()));
    out.flush();
    return 0;
  }
}
