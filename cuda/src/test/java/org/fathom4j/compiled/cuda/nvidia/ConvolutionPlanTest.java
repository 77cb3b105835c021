package org.fathom4j.compiled.cuda.nvidia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.cuda.device.ConvolutionProduct;
import org.fathom4j.compiled.cuda.device.ConvolutionProduct.Operand;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Window;
import org.fathom4j.compiled.graph.Window.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * cuDNN plans each pass of convolutions of all kinds for cards that are only described to it, up to
 * the plan that would run, and refuses what does not hold together.
 */
class ConvolutionPlanTest {
  private static final Padding NONE = new Padding(0, 0, 0, 0);

  @TempDir Path folder;

  /**
   * A convolution.
   *
   * @param groups of channels
   * @param turned whether the weights' channels change places
   * @param shift floats by which the weights miss a boundary of 256 bytes
   */
  private record Case(
      String name, Window window, Shape x, int outputs, int groups, boolean turned, int shift) {

    private Case(String name, Window window, Shape x, int outputs) {
      this(name, window, x, outputs, 1, false, 0);
    }

    private ConvolutionProduct pass(Pass pass, int extraRows) {
      long in = x.size(1);
      int height = window.kernelHeight();
      int width = window.kernelWidth();
      Shape weights =
          groups > 1
              ? Shape.of(groups, outputs / groups, in / groups, height, width)
              : turned
                  ? Shape.of(in, outputs, height, width)
                  : Shape.of(outputs, in, height, width);
      Shape y =
          Shape.of(
              x.size(0),
              outputs,
              window.outputHeight(x.size(2)) + extraRows,
              window.outputWidth(x.size(3)));
      return new ConvolutionProduct(
          pass,
          window,
          new Operand(x, at(1, 0)),
          new Operand(weights, at(2, shift)),
          turned,
          new Operand(y, at(3, 0)),
          Optional.empty(),
          Optional.empty());
    }

    private static Place at(int gigabytes, int shift) {
      return new Place(new Block((long) gigabytes << 30, 1 << 30, () -> {}), shift);
    }
  }

  private static Window window(int kernel, int stride, int dilation, Padding padding) {
    return new Window(kernel, kernel, stride, stride, dilation, dilation, padding);
  }

  private static List<Case> cases() {
    Shape pictures = Shape.of(128, 3, 32, 32);
    Shape features = Shape.of(128, 32, 16, 16);
    return List.of(
        new Case("plain", window(5, 1, 1, NONE), pictures, 32),
        new Case("padded", window(5, 1, 1, new Padding(2, 2, 2, 2)), pictures, 32),
        new Case("asymmetric", window(4, 1, 1, new Padding(1, 1, 2, 2)), pictures, 32),
        new Case("one side", window(3, 2, 1, new Padding(0, 0, 1, 1)), pictures, 32),
        new Case("strided", window(3, 2, 1, new Padding(1, 1, 1, 1)), features, 64),
        new Case("dilated", window(3, 1, 2, new Padding(2, 2, 2, 2)), features, 64),
        new Case("pointwise", window(1, 1, 1, NONE), features, 64),
        new Case("odd", window(3, 1, 1, new Padding(1, 1, 1, 1)), Shape.of(7, 5, 11, 13), 9),
        new Case("grouped", window(3, 1, 1, new Padding(1, 1, 1, 1)), features, 64, 4, false, 0),
        new Case("depthwise", window(3, 1, 1, new Padding(1, 1, 1, 1)), features, 32, 32, false, 0),
        new Case("long", new Window(1, 7, 1, 2, 1, 1, new Padding(0, 3, 0, 3)), features, 16),
        new Case("unaligned", window(3, 1, 1, new Padding(1, 1, 1, 1)), features, 32, 1, false, 1),
        new Case("turned", window(3, 2, 1, new Padding(1, 1, 1, 1)), features, 64, 1, true, 0),
        new Case("one picture", window(5, 1, 1, NONE), Shape.of(1, 3, 32, 32), 32));
  }

  /** Prints how many ways there are for each case on a card. */
  static final class Plan {
    private Plan() {}

    public static void main(String[] arguments) throws IOException {
      boolean tensorFloats = Boolean.parseBoolean(arguments[1]);
      Libraries.load();
      try (Card card = Card.Described.of(description(arguments[0]))) {
        Convolutions library = new Convolutions(card, tensorFloats);
        for (Case each : cases()) {
          for (Pass pass : Pass.values()) {
            System.out.printf(
                "ways %s, %s: %d%n", each.name, pass, ways(library, each.pass(pass, 0)).size());
          }
        }
        Case plain = cases().get(0);
        for (Pass pass : Pass.values()) {
          assertThatThrownBy(() -> library.ways(plain.pass(pass, 1)).next())
              .isInstanceOf(BackendException.class)
              .hasMessageContaining("CUDNN_STATUS_BAD_PARAM")
              .hasMessageContaining("is_valid_spatial_dim");
        }
      }
    }

    private static List<String> ways(Convolutions library, ConvolutionProduct product) {
      List<String> found = new ArrayList<>();
      try (Ways ways = library.ways(product)) {
        for (Optional<Routine> way = ways.next(); way.isPresent(); way = ways.next()) {
          found.add(way.get().describe() + " " + way.get().workspace());
          way.get().close();
        }
      }
      return found;
    }

    private static String description(String capability) throws IOException {
      try (var resource = ConvolutionPlanTest.class.getResourceAsStream("/card.json")) {
        return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
            .replace("CAPABILITY", capability);
      }
    }
  }

  @Test
  void everyPassOfEveryKindHasAWay() throws IOException, InterruptedException {
    ChildJvm jvm =
        ChildJvm.with(
            Stream.concat(ChildJvm.libraries().stream(), Stream.of(ChildJvm.stubDriver(folder))));
    for (String capability : List.of("800", "900", "1000")) {
      for (boolean tensorFloats : new boolean[] {true, false}) {
        String printed = jvm.run(Plan.class, capability, String.valueOf(tensorFloats));
        assertThat(printed.lines().filter(line -> line.startsWith("ways ")))
            .hasSize(cases().size() * Pass.values().length)
            .noneMatch(line -> line.endsWith(": 0"));
      }
    }
  }
}
