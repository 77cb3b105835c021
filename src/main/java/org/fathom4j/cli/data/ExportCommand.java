package org.fathom4j.cli.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.image.FolderExport;
import org.fathom4j.data.image.ImageExport;
import org.fathom4j.problem.InvalidSpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom data export}. */
@Command(
    name = "export",
    description =
        "Write a data set's pictures in published formats, .mat v5 as SVHN's digits or IDX for grey"
            + " ones, or as PNG files. Validation examples stay with the training examples.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private Request request = new Request();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Takes the files.")
  private Path out;

  @Option(
      names = "--as",
      paramLabel = "FORMAT",
      defaultValue = "published",
      description = "published, or folders: PNG files in a folder for each class.")
  private String format = "";

  @Override
  public Integer call() {
    boolean folders = format.equals("folders");
    if (!folders && !format.equals("published")) {
      throw new InvalidSpecException("--as must be published or folders, got '" + format + "'");
    }
    DataSplit split = request.plan(List.of()).load();
    PrintWriter printer = command.commandLine().getOut();
    try {
      (folders ? folders(split) : published(split)).forEach(printer::println);
    } catch (IOException e) {
      throw new UncheckedIOException("The files cannot be written to " + out, e);
    }
    printer.flush();
    return 0;
  }

  private List<Path> published(DataSplit split) throws IOException {
    String title = split.info().title();
    List<Path> files = new ArrayList<>();
    files.addAll(ImageExport.write(title, Pictures.training(split), out, false));
    files.addAll(ImageExport.write(title, Pictures.test(split), out, true));
    return files;
  }

  private List<Path> folders(DataSplit split) throws IOException {
    FolderExport.write(Pictures.training(split), out, "train");
    return FolderExport.write(Pictures.test(split), out, "test");
  }
}
