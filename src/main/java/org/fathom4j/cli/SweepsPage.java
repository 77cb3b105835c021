package org.fathom4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.fathom4j.bench.sweeps.WorkResult;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.provenance.Provenance;
import org.fathom4j.provenance.ProvenanceCollector;

/** The result of {@code bench sweeps} as a page of Markdown. */
final class SweepsPage {
  private static final String HEAD =
      """
      # Wall time of whole sweeps

      The same sweeps in Fathom4j and in Optuna + PyTorch: the same networks, examples, seeds, epochs, batches and optimizer.
      Each time is that of whole processes, from their start to their end, start-up and reports included. Optuna runs as one
      process with all cores and as a process for each core, eager and with `torch.compile`; the fastest counts. Fathom4j
      chooses for itself.

      | sweep | trials | Fathom4j | Optuna + PyTorch | ratio | mean validation accuracy | Optuna's fastest form |
      |---|---|---|---|---|---|---|
      """;

  private SweepsPage() {}

  static void write(List<WorkResult> results, Path file, String command) {
    Provenance here =
        new ProvenanceCollector(Path.of(System.getProperty("fathom.home", ".")))
            .collect("", "", "", Map.of(), System.currentTimeMillis());
    String month =
        DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH)
            .format(LocalDate.now(ZoneId.systemDefault()));
    String software =
        results.stream()
            .flatMap(result -> result.optuna().stream())
            .map(peer -> peer.software() + "; ")
            .findFirst()
            .orElse("");
    String text =
        HEAD
            + results.stream().map(SweepsPage::row).collect(Collectors.joining())
            + results.stream().map(SweepsPage::beside).collect(Collectors.joining())
            + "\n%s, %s; %s%d cores of an %s; by\n\n```text\n%s\n```\n"
                .formatted(month, here.java(), software, here.cores(), here.cpu(), command);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException trouble) {
      throw new ExperimentException(
          "--report: " + file + " cannot be written: " + ExperimentException.reason(trouble),
          trouble);
    }
  }

  private static String row(WorkResult result) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f s | %s | %s | %s | %s |\n",
        result.work(),
        result.trials(),
        result.fathom(),
        result.optuna().map(peer -> seconds(peer.seconds())).orElse("–"),
        result.ratio().isPresent()
            ? String.format(Locale.ROOT, "**%.2f**", result.ratio().getAsDouble())
            : "–",
        score(result.fathomScore())
            + result.optuna().map(peer -> " and " + score(peer.score())).orElse(""),
        result.optuna().map(WorkResult.Peer::form).orElse("–"));
  }

  private static String beside(WorkResult result) {
    return result
        .overhead()
        .map(
            overhead ->
                String.format(
                    Locale.ROOT,
                    "\nBeside its epochs a trial of %s takes %.3f s in one process and %.3f s in a worker"
                        + " process: the run's time without start-up, less all epochs, over its trials,"
                        + " one trial after the other.\n",
                    result.work(),
                    overhead.process(),
                    overhead.workers()))
        .orElse("");
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f s", value);
  }

  private static String score(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
