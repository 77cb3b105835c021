package org.fathom4j.cli.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.image.ImageExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom data export}. */
@Command(
    name = "export",
    description =
        "Write a data set's pictures in published formats: .mat v5 as SVHN's digits, or IDX for"
            + " grey ones. Validation examples stay with the training examples.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private Request request = new Request();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Takes the files.")
  private Path out;

  @Override
  public Integer call() {
    DataSplit split = request.plan(List.of()).load();
    PrintWriter printer = command.commandLine().getOut();
    try {
      ImageExport.write(Pictures.training(split), out, false).forEach(printer::println);
      ImageExport.write(Pictures.test(split), out, true).forEach(printer::println);
    } catch (IOException e) {
      throw new UncheckedIOException("The files cannot be written to " + out, e);
    }
    printer.flush();
    return 0;
  }
}
