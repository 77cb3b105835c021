package org.fathom4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.fathom4j.dashboard.Dashboard;
import org.fathom4j.problem.InvalidSpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom dashboard}: stored and running sweeps in a browser. */
@Command(
    name = "dashboard",
    description = "Show stored and running sweeps in a browser, live, until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class DashboardCommand implements Callable<Integer> {
  /** The environment's variable for the token: a command line can be read by others. */
  static final String TOKEN = "FATHOM_DASHBOARD_TOKEN";

  /** Set where a run starts it. */
  static final String BESIDE = "--beside";

  private static final long LAST_LOOK_MILLIS = 1500;
  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8642",
      description = "Port; 0 for any that is free (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "reports/out",
      description = "Folder of the runs (${DEFAULT-VALUE}).")
  private Path store;

  @Option(
      names = "--address",
      paramLabel = "A",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on (${DEFAULT-VALUE}); any but this machine's own asks for the token of "
              + TOKEN
              + ", or one that is made up and printed.")
  private String address;

  @Option(
      names = BESIDE,
      hidden = true,
      description = "End soon after standard input does: with the process that started it.")
  private boolean beside;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new InvalidSpecException(
          "--port must be at least 0 and at most " + HIGHEST_PORT + ", got " + port);
    }
    Optional<String> token =
        Optional.ofNullable(System.getenv(TOKEN)).filter(text -> !text.isBlank());
    try (Dashboard dashboard =
        Dashboard.start(store, new Dashboard.Options(address, port, token))) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(dashboard.address());
      out.flush();
      if (beside) {
        lastAsLongAsTheRun();
      } else {
        new CountDownLatch(1).await(); // until Ctrl-C
      }
    }
    return 0;
  }

  private static void lastAsLongAsTheRun() throws InterruptedException, IOException {
    while (System.in.read() >= 0) {
      // Nothing is said there.
    }
    Thread.sleep(LAST_LOOK_MILLIS);
  }
}
