package org.fathom4j.compiled.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Activation.Function;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Deconvolution;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Length;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Lookup;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.ParametricRelu;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Placement;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;
import org.fathom4j.compiled.graph.UnitLength;
import org.fathom4j.compiled.graph.Upsampling;
import org.fathom4j.compiled.graph.Window;
import org.fathom4j.compiled.graph.Window.Padding;

/** The cases of operations that every backend is tried on. */
public final class OperationCases {
  private OperationCases() {}

  /** A case for each operation and each of its settings. */
  public static Stream<OperationCase> all() {
    return Stream.of(
            products(),
            convolutions(),
            groupedConvolutions(),
            deconvolutions(),
            activations(),
            poolings(),
            rectifiers(),
            normalizations(),
            lengths(),
            combinations(),
            parts(),
            losses())
        .flatMap(s -> s);
  }

  private static Stream<OperationCase> losses() {
    List<Double> weights = List.of(0.5, 2.0, 1.0, 0.1);
    return Stream.of(Loss.Kind.values())
        .flatMap(
            kind -> Stream.of(new Loss(kind, List.of(), 1e-5, 1), new Loss(kind, weights, 1e-5, 1)))
        .flatMap(loss -> Stream.of(loss(loss, false), loss(loss, true)));
  }

  static OperationCase loss(Loss loss, boolean masked) {
    Shape data = Shape.of(5, 4);
    Optional<Shape> mask = masked ? Optional.of(Shape.of(5, 1)) : Optional.empty();
    return new OperationCase(
        loss.describe() + (masked ? ", masked" : ""),
        List.of(data),
        -1,
        (g, in) -> new Activation(Function.LINEAR, 3, 0).of(g, in.get(0)),
        (g, z) -> loss.of(g, z, g.labels(0, data), mask.map(shape -> g.mask(0, shape))));
  }

  private static Stream<OperationCase> products() {
    return Stream.of(
        new OperationCase(
            "inner product",
            List.of(Shape.of(3, 5), Shape.of(4, 5), Shape.of(4)),
            -1,
            (g, in) -> new InnerProduct().of(g, in.get(0), in.get(1), Optional.of(in.get(2)))),
        new OperationCase(
            "inner product without bias",
            List.of(Shape.of(3, 5), Shape.of(4, 5)),
            -1,
            (g, in) -> new InnerProduct().of(g, in.get(0), in.get(1), Optional.empty())),
        new OperationCase(
            "inner product of images",
            List.of(Shape.of(2, 3, 4, 5), Shape.of(6, 3, 4, 5), Shape.of(6)),
            -1,
            (g, in) -> new InnerProduct().of(g, in.get(0), in.get(1), Optional.of(in.get(2)))),
        new OperationCase(
            "reshape",
            List.of(Shape.of(2, 3, 4, 5), Shape.of(3, 60)),
            -1,
            (g, in) ->
                new InnerProduct()
                    .of(
                        g,
                        new Reshape().of(g, in.get(0), Shape.of(2, 60)),
                        in.get(1),
                        Optional.empty())));
  }

  private static Stream<OperationCase> convolutions() {
    Padding none = new Padding(0, 0, 0, 0);
    return Stream.of(
            new Window(3, 3, 1, 1, 1, 1, none),
            new Window(3, 2, 2, 1, 1, 1, new Padding(1, 0, 1, 1)),
            new Window(3, 3, 1, 1, 2, 2, new Padding(2, 2, 2, 2)),
            new Window(5, 5, 1, 1, 1, 1, new Padding(2, 2, 2, 2)),
            new Window(1, 1, 1, 1, 1, 1, none))
        .flatMap(window -> Stream.of(3, 16, 19).map(channels -> convolution(window, channels)));
  }

  private static OperationCase convolution(Window window, int channels) {
    Shape kernel = Shape.of(channels, 2, window.kernelHeight(), window.kernelWidth());
    return new OperationCase(
        "convolution " + window + ", " + channels + " channels",
        List.of(Shape.of(2, 2, 7, 6), kernel, Shape.of(channels)),
        -1,
        (g, in) -> new Convolution(window).of(g, in.get(0), in.get(1), Optional.of(in.get(2))));
  }

  /** A kernel for each channel, two of them, and groups of several channels. */
  private static Stream<OperationCase> groupedConvolutions() {
    return Stream.of(
            new Window(3, 3, 1, 1, 1, 1, new Padding(1, 1, 1, 1)),
            new Window(3, 2, 2, 1, 1, 2, new Padding(0, 1, 2, 1)))
        .flatMap(
            window ->
                Stream.of(
                    grouped(window, 16, 1, 1),
                    grouped(window, 19, 1, 1),
                    grouped(window, 3, 2, 1),
                    grouped(window, 2, 3, 4)));
  }

  private static OperationCase grouped(Window window, int groups, int outputs, int inputs) {
    Shape kernels = Shape.of(groups, outputs, inputs, window.kernelHeight(), window.kernelWidth());
    return new OperationCase(
        "convolution " + window + ", weights " + kernels,
        List.of(
            Shape.of(2, (long) groups * inputs, 5, 6), kernels, Shape.of((long) groups * outputs)),
        -1,
        (g, in) -> new Convolution(window).of(g, in.get(0), in.get(1), Optional.of(in.get(2))));
  }

  private static Stream<OperationCase> deconvolutions() {
    return Stream.of(
            new Window(2, 2, 2, 2, 1, 1, new Padding(0, 0, 0, 0)),
            new Window(3, 4, 2, 3, 1, 1, new Padding(0, 1, 1, 0)),
            new Window(1, 2, 2, 3, 1, 1, new Padding(0, 0, -1, -1)),
            new Window(3, 3, 1, 2, 2, 1, new Padding(1, 1, 1, 1)))
        .flatMap(window -> Stream.of(3, 16, 19).map(channels -> deconvolution(window, channels)));
  }

  private static OperationCase deconvolution(Window window, int channels) {
    Shape kernels = Shape.of(channels, 2, window.kernelHeight(), window.kernelWidth());
    return new OperationCase(
        "deconvolution " + window + ", " + channels + " channels",
        List.of(Shape.of(2, 2, 4, 3), kernels, Shape.of(channels)),
        -1,
        (g, in) -> new Deconvolution(window).of(g, in.get(0), in.get(1), Optional.of(in.get(2))));
  }

  private static Stream<OperationCase> activations() {
    return Stream.of(Function.values())
        .map(
            function -> {
              Activation activation =
                  switch (function) {
                    case RELU -> new Activation(function, 0.2, 0);
                    case ELU, SOFTPLUS, SWISH -> new Activation(function, 1.3, 0);
                    case CLIP -> new Activation(function, -0.625, 0.625);
                    case HARD_SIGMOID -> new Activation(function, 0.8, 0.5);
                    case POWER -> new Activation(function, 1.5, 2.5);
                    case LINEAR -> new Activation(function, 1.5, 0.3);
                    default -> Activation.of(function);
                  };
              boolean positive = function == Function.POWER || function == Function.SQUARE_ROOT;
              return new OperationCase(
                  activation.describe(),
                  List.of(Shape.of(2, 3, 4, 5)),
                  positive ? 0 : -1,
                  (g, in) -> activation.of(g, in.get(0)));
            });
  }

  private static Stream<OperationCase> poolings() {
    Window plain = new Window(2, 2, 2, 2, 1, 1, new Padding(0, 0, 0, 0));
    Window overlapping = new Window(3, 2, 1, 2, 1, 1, new Padding(1, 1, 1, 1));
    Window growing = new Window(2, 2, 1, 1, 1, 1, new Padding(1, 1, 1, 1));
    return Stream.of(Pooling.Kind.values())
        .flatMap(
            kind -> Stream.of(plain, overlapping, growing).map(window -> new Pooling(kind, window)))
        .map(
            pooling ->
                new OperationCase(
                    pooling.describe(),
                    List.of(Shape.of(2, 3, 6, 7)),
                    -1,
                    (g, in) -> pooling.of(g, in.get(0))));
  }

  private static Stream<OperationCase> rectifiers() {
    return Stream.of(
        new OperationCase(
            "maximum of 3 pieces, vectors",
            List.of(Shape.of(4, 12)),
            -1,
            (g, in) -> new PieceMaximum(3).of(g, in.get(0))),
        new OperationCase(
            "maximum of 2 pieces, images",
            List.of(Shape.of(2, 6, 3, 4)),
            -1,
            (g, in) -> new PieceMaximum(2).of(g, in.get(0))),
        new OperationCase(
            "slopes by channel",
            List.of(Shape.of(2, 3, 4, 5), Shape.of(1, 3, 1, 1)),
            -1,
            (g, in) -> new ParametricRelu().of(g, in.get(0), in.get(1))),
        new OperationCase(
            "one slope",
            List.of(Shape.of(4, 6), Shape.of(1, 1)),
            -1,
            (g, in) -> new ParametricRelu().of(g, in.get(0), in.get(1))),
        new OperationCase(
            "slopes by unit",
            List.of(Shape.of(4, 6), Shape.of(1, 6)),
            -1,
            (g, in) -> new ParametricRelu().of(g, in.get(0), in.get(1))),
        new OperationCase(
            "dropout",
            List.of(Shape.of(5, 40)),
            -1,
            (g, in) -> new Dropout((iteration, epoch) -> 0.7, 11).of(g, in.get(0))),
        new OperationCase(
            "dropout of more than one chunk",
            List.of(Shape.of(3, 700)),
            -1,
            (g, in) -> new Dropout((iteration, epoch) -> 0.7, 11).of(g, in.get(0))),
        new OperationCase(
            "dropout behind a convolution",
            List.of(Shape.of(2, 2, 7, 6), Shape.of(16, 2, 3, 3)),
            -1,
            (g, in) ->
                new Dropout((iteration, epoch) -> 0.7, 11)
                    .of(
                        g,
                        new Convolution(new Window(3, 3, 1, 1, 1, 1, new Padding(1, 1, 1, 1)))
                            .of(g, in.get(0), in.get(1), Optional.empty()))));
  }

  private static Stream<OperationCase> lengths() {
    return Stream.of(Shape.of(4, 6), Shape.of(3, 2, 3, 2))
        .flatMap(
            shape ->
                Stream.of(
                    new OperationCase(
                        "length of " + shape,
                        List.of(shape),
                        -1,
                        (g, in) -> new Length(1e-8).of(g, in.get(0))),
                    new OperationCase(
                        "unit length of " + shape,
                        List.of(shape),
                        -1,
                        (g, in) -> new UnitLength(1e-8).of(g, in.get(0))),
                    new OperationCase(
                        "unit length of some of " + shape, // the others are shorter
                        List.of(shape),
                        -1,
                        (g, in) -> new UnitLength(0.62).of(g, in.get(0)))));
  }

  private static Stream<OperationCase> combinations() {
    Shape images = Shape.of(2, 3, 4, 5);
    Window around = new Window(3, 3, 1, 1, 1, 1, new Padding(1, 1, 1, 1));
    return Stream.of(
        new OperationCase(
            "sum of a tensor, of its function and of itself again",
            List.of(images),
            -1,
            (g, in) -> {
              Tensor function = Activation.of(Function.TANH).of(g, in.get(0));
              return new Sum(List.of(1.0, 1.0, -0.5))
                  .of(g, List.of(in.get(0), function, in.get(0)));
            }),
        new OperationCase(
            "sum of four tensors", // a kernel may take fewer at a time
            List.of(images),
            -1,
            (g, in) -> {
              List<Tensor> terms = new ArrayList<>(in);
              Stream.of(Function.TANH, Function.SIGMOID, Function.MISH)
                  .forEach(function -> terms.add(Activation.of(function).of(g, in.get(0))));
              return new Sum(List.of(1.0, 0.5, -0.5, 2.0)).of(g, terms);
            }),
        new OperationCase(
            "functions of one sum, whose gradient two of them share",
            List.of(images),
            -1,
            (g, in) -> {
              Tensor left = Activation.of(Function.TANH).of(g, in.get(0));
              Tensor right = Activation.of(Function.SIGMOID).of(g, in.get(0));
              return Sum.plain(2).of(g, List.of(left, right));
            }),
        new OperationCase(
            "a residual block",
            List.of(Shape.of(2, 16, 5, 4), Shape.of(16, 16, 3, 3), Shape.of(16)),
            -1,
            (g, in) -> {
              Tensor inner =
                  new Convolution(around).of(g, in.get(0), in.get(1), Optional.of(in.get(2)));
              Tensor sum = Sum.plain(2).of(g, List.of(in.get(0), inner));
              return Activation.of(Function.TANH).of(g, sum);
            }),
        new OperationCase(
            "product",
            List.of(images),
            -1,
            (g, in) ->
                new Product().of(g, in.get(0), Activation.of(Function.TANH).of(g, in.get(0)))),
        new OperationCase(
            "square", List.of(images), -1, (g, in) -> new Product().of(g, in.get(0), in.get(0))),
        new OperationCase(
            "concatenation of images",
            List.of(images, Shape.of(16, 3, 3, 3)),
            -1,
            (g, in) -> {
              Tensor wide = new Convolution(around).of(g, in.get(0), in.get(1), Optional.empty());
              return new Concatenation().of(g, List.of(in.get(0), wide, in.get(0)));
            }),
        new OperationCase(
            "concatenation of examples",
            List.of(images),
            -1,
            (g, in) -> {
              Tensor function = Activation.of(Function.TANH).of(g, in.get(0));
              return new Concatenation(0).of(g, List.of(in.get(0), function));
            }),
        new OperationCase(
            "excerpt of examples",
            List.of(Shape.of(6, 3)),
            -1,
            (g, in) -> Excerpt.along(0, 2, Shape.of(2, 3)).of(g, in.get(0), Shape.of(2, 3))),
        new OperationCase(
            "concatenation of vectors",
            List.of(Shape.of(4, 6)),
            -1,
            (g, in) ->
                new Concatenation()
                    .of(g, List.of(in.get(0), Activation.of(Function.TANH).of(g, in.get(0))))));
  }

  /** Beside the data, which the numbers cannot be: they have no gradient. */
  private static OperationCase lookup(boolean bias) {
    Shape table = Shape.of(3, 5);
    return new OperationCase(
        "lookup" + (bias ? "" : " without bias"),
        bias ? List.of(Shape.of(4, 3), table, Shape.of(3)) : List.of(Shape.of(4, 3), table),
        -1,
        (g, in) -> {
          Tensor numbers = g.tensor("numbers", Shape.of(4, 1));
          g.add(new Step("case", new Numbers(), Pass.FORWARD, List.of(), List.of(numbers)));
          Optional<Tensor> added = bias ? Optional.of(in.get(2)) : Optional.empty();
          Tensor found = new Lookup().of(g, numbers, in.get(1), added);
          return Sum.plain(2).of(g, List.of(in.get(0), found));
        });
  }

  /** Places in a table of five columns, one of them twice. */
  private record Numbers() implements HostOperation {
    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      writes.get(0).buffer().put(0, new float[] {4, 1, 0, 1});
      return 0;
    }

    @Override
    public String describe() {
      return "numbers";
    }
  }

  private static Stream<OperationCase> parts() {
    Shape images = Shape.of(2, 3, 4, 5);
    return Stream.of(
        lookup(true),
        lookup(false),
        new OperationCase(
            "excerpt of images",
            List.of(images),
            -1,
            (g, in) -> new Excerpt(List.of(0L, 1L, 1L, 2L)).of(g, in.get(0), Shape.of(2, 2, 2, 3))),
        new OperationCase(
            "excerpt of vectors",
            List.of(Shape.of(4, 6)),
            -1,
            (g, in) -> new Excerpt(List.of(0L, 2L)).of(g, in.get(0), Shape.of(4, 3))),
        new OperationCase(
            "zeros around images",
            List.of(images),
            -1,
            (g, in) ->
                new Placement(List.of(0L, 0L, 1L, 2L)).of(g, in.get(0), Shape.of(2, 3, 7, 8))),
        new OperationCase(
            "transposition of images",
            List.of(images),
            -1,
            (g, in) -> new Transposition(List.of(2, 0, 3, 1)).of(g, in.get(0))),
        new OperationCase(
            "transposition of weights",
            List.of(Shape.of(2, 3, 5, 4), Shape.of(2, 3, 3, 1)),
            -1,
            (g, in) ->
                new Convolution(new Window(2, 3, 1, 1, 1, 1, new Padding(0, 0, 0, 0)))
                    .of(
                        g,
                        in.get(0),
                        new Transposition(List.of(3, 1, 0, 2)).of(g, in.get(1)),
                        Optional.empty())),
        new OperationCase(
            "upsampling", List.of(images), -1, (g, in) -> new Upsampling(2, 3).of(g, in.get(0))));
  }

  private static Stream<OperationCase> normalizations() {
    return Stream.of(
        normalization(Shape.of(4, 3, 2, 5)),
        normalization(Shape.of(8, 5)),
        new OperationCase(
            "batch normalization with given statistics",
            List.of(Shape.of(4, 3, 2, 5), Shape.of(3), Shape.of(3)),
            -1,
            (g, in) -> {
              Tensor mean = g.tensor("mean", Shape.of(3));
              Tensor variance = g.tensor("variance", Shape.of(3));
              g.add(
                  new Step("case", new Given(), Pass.FORWARD, List.of(), List.of(mean, variance)));
              return new Normalization(1e-3, true)
                  .fixed(
                      g,
                      in.get(0),
                      new Normalization.Scale(in.get(1), in.get(2)),
                      new Normalization.Statistics(mean, variance));
            }),
        new OperationCase(
            "local response",
            List.of(Shape.of(2, 7, 2, 3)),
            -1,
            (g, in) -> new LocalResponse(2, 0.3, 0.75, 2).of(g, in.get(0))));
  }

  private static OperationCase normalization(Shape shape) {
    Shape channels = Shape.of(shape.size(1));
    return new OperationCase(
        "batch normalization of " + shape,
        List.of(shape, channels, channels),
        -1,
        (g, in) ->
            new Normalization(1e-3, false)
                .of(
                    g,
                    in.get(0),
                    new Normalization.Scale(in.get(1), in.get(2)),
                    new Normalization.Statistics(
                        g.tensor("mean", channels), g.tensor("variance", channels))));
  }

  /** Statistics from elsewhere. */
  private record Given() implements HostOperation {
    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      for (int i = 0; i < writes.get(0).buffer().capacity(); i++) {
        writes.get(0).buffer().put(i, 0.1f * i);
        writes.get(1).buffer().put(i, 0.5f + i);
      }
      return 0;
    }

    @Override
    public String describe() {
      return "given statistics";
    }
  }
}
