package org.fathom4j.cli.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.data.image.ImageSummary;
import org.fathom4j.report.chart.ContactSheet;
import org.fathom4j.report.chart.SmallPicture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom data preview}: training examples on one sheet. Test examples are only counted. */
@Command(
    name = "preview",
    description = "A sheet of training pictures with their labels; counts, sizes and means.",
    mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {
  private static final int PER_ROW = 10;
  private static final String GENERATED = "generated";

  @Spec private CommandSpec command;
  @Mixin private Request request = new Request();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.png",
      description = "The picture to write.")
  private Path out;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "Pictures on the sheet (${DEFAULT-VALUE}).")
  private int count;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    DataSplit split = load();
    double seconds = (System.nanoTime() - start) / 1e9;
    List<ImageExamples> training = Pictures.training(split);
    try {
      Path folder = out.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(out, ContactSheet.png(split.info().title(), tiles(training.get(0)), PER_ROW));
    } catch (IOException e) {
      throw new UncheckedIOException("The picture cannot be written to " + out, e);
    }
    PrintWriter printer = command.commandLine().getOut();
    print(split, training, printer);
    int pictures = split.train().size() + split.validation().size() + split.test().size();
    printer.printf(
        Locale.ROOT,
        "read       %,d pictures in %.1f s, %,.0f a second%n",
        pictures,
        seconds,
        pictures / seconds);
    printer.println("picture    " + out);
    printer.flush();
    return 0;
  }

  /** As few validation examples as can be; of generated pictures as many as are of use. */
  private DataSplit load() {
    List<String> few = List.of("data.validation=1");
    if (request.plan(few).description().source().equals(GENERATED)) {
      few = List.of("data.train=2000", "data.validation=1", "data.test=1");
    }
    return request.plan(few).load();
  }

  private List<ContactSheet.Tile> tiles(ImageExamples examples) {
    List<ContactSheet.Tile> tiles = new ArrayList<>();
    int shown = Math.min(count, examples.size());
    for (int i = 0; i < shown; i++) {
      int index = (int) ((long) i * examples.size() / shown);
      tiles.add(
          new ContactSheet.Tile(
              new SmallPicture(
                  examples.shape().height(), examples.shape().width(), examples.pixels(index)),
              Pictures.label(examples, index)));
    }
    return tiles;
  }

  private static void print(DataSplit split, List<ImageExamples> training, PrintWriter out) {
    List<String> classes = Pictures.classes(split.train().target());
    ImageSummary train = ImageSummary.of(training, classes.size());
    ImageSummary test = ImageSummary.of(Pictures.test(split), classes.size());
    out.println(split.info().title());
    out.println("source     " + split.info().source());
    out.println("pictures   " + split.info().shape());
    out.printf(Locale.ROOT, "%-12s %10s %10s%n", "", "training", "test");
    out.printf(Locale.ROOT, "%-12s %,10d %,10d%n", "examples", train.examples(), test.examples());
    for (int c = 0; c < classes.size(); c++) {
      out.printf(
          Locale.ROOT,
          "%-12s %,10d %,10d%n",
          classes.get(c),
          train.counts().get(c),
          test.counts().get(c));
    }
    for (int c = 0; c < train.mean().size(); c++) {
      out.printf(
          Locale.ROOT,
          "channel %d    mean %.1f, deviation %.1f%n",
          c + 1,
          train.mean().get(c),
          train.deviation().get(c));
    }
  }
}
