package org.fathom4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fathom4j.data.infer.InferredTable;
import org.fathom4j.data.infer.PictureInference;
import org.fathom4j.data.infer.TableInference;
import org.fathom4j.draft.Draft;
import org.fathom4j.draft.PictureDraft;
import org.fathom4j.draft.TableDraft;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom init}: an experiment file from a table or a folder of pictures. */
@Command(
    name = "init",
    description = "Write a commented experiment file from what a table or a folder holds.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "TABLE.csv|FOLDER",
      description = "A table, or a folder with one folder of pictures for each class.")
  private Path data;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "What is to be predicted (the last column).")
  private @Nullable String label;

  @Option(
      names = "--out",
      paramLabel = "FILE.yaml",
      description = "The file to write (NAME.yaml); one that is there is not overwritten.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    Draft draft = draft();
    Path file = out == null ? draft.suggested() : out;
    write(file, draft.yaml());
    PrintWriter stdout = spec.commandLine().getOut();
    draft.seen().forEach(stdout::println);
    stdout.println();
    stdout.println("wrote " + file + "; look at it, then");
    stdout.println("  ./fathom run " + ResumeCommand.quoted(file.toString()));
    stdout.flush();
    return 0;
  }

  private Draft draft() {
    if (Files.isDirectory(data)) {
      if (label != null) {
        throw new InvalidSpecException(
            "--label: the classes of pictures are their folders' names; leave it out");
      }
      return PictureDraft.of(PictureInference.of(data), named());
    }
    if (!Files.isRegularFile(data)) {
      throw new InvalidSpecException("there is no table and no folder " + data.toAbsolutePath());
    }
    return TableDraft.of(inferred(), named());
  }

  private InferredTable inferred() {
    try {
      return TableInference.of(data, Optional.ofNullable(label));
    } catch (InvalidSpecException fault) {
      throw new InvalidSpecException(fault.problems().stream().map(InitCommand::ofOption).toList());
    }
  }

  /** The label is an option here. */
  private static Problem ofOption(Problem problem) {
    return problem.path().equals(TableInference.LABEL)
        ? new Problem("", "--label", problem.message())
        : problem;
  }

  /** The data as the experiment file names it: from its own folder where that can be said. */
  private Path named() {
    Path home = (out == null ? Path.of("experiment.yaml") : out).toAbsolutePath().getParent();
    Path absolute = data.toAbsolutePath().normalize();
    return home == null || !absolute.getRoot().equals(home.getRoot())
        ? absolute
        : home.normalize().relativize(absolute);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidSpecException(
          file
              + " is there already and is not overwritten; name another file with --out FILE.yaml");
    } catch (IOException e) {
      throw new InvalidSpecException(file + " cannot be written: " + e.getMessage());
    }
  }
}
