package org.fathom4j.compiled.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;
import org.fathom4j.compiled.onednn.FilteredImages.Chunk;

/**
 * Convolutions with fewer products: along the height of images by a minimal filter, along their
 * width as ever. A convolution of 5x5 becomes eight of 1x5 over a quarter of the rows, which is 40%
 * of the products; one of 3x3 half of them.
 *
 * <p>The rows of the images are multiplied by one matrix, which makes of them the rows that the
 * eight read; what they give is multiplied by another, which makes of it the rows of the result.
 * Both know the padding. A third makes the weights of the eight. Backward is the same with all
 * three transposed. All of it is done for a few images after the other, whose rows stay in the
 * caches.
 */
final class Winograd {
  /** Numbers in the rows of the images that are done together: 3 MB. */
  private static final long TOGETHER = 800 * 1024;

  /** At least so many times as fast it has to be by the estimate, which may be wrong by 20%. */
  private static final double WORTHWHILE = 1.2;

  /** Time of a product with a matrix of rows, over one in a convolution. */
  private static final double ROWS = 2.5;

  /** Of a product that makes the weights of the products, which are brought to several layouts. */
  private static final double WEIGHTS = 20;

  /** Of all the calls, over a product in a convolution. */
  private static final double CALLS = 4e6;

  /** From so many channels on kernels of a convolution of one row fill their vectors. */
  private static final int CHANNELS = 8;

  private final Step step;
  private final Assembler program;
  private final Window window;
  private final MinimalFilter filter;
  private final FilteredImages in;
  private final FilteredImages out;
  private final FilteredWeights weights;
  private final String part;
  private final String product;

  private Winograd(Step step, Window window, Shape x, Shape weights, Shape y, Assembler program) {
    this.step = step;
    this.program = program;
    this.window = window;
    this.filter = new MinimalFilter(window, x.size(2));
    long row = Math.max(x.size(1) * x.size(3), y.size(1) * y.size(3));
    long together = Math.max(1, Math.min(x.size(0), TOGETHER / (filter.rows() * row)));
    this.in = new FilteredImages(x, filter, together, program);
    this.out = new FilteredImages(y, filter, together, program);
    this.weights = new FilteredWeights(weights, filter.products());
    String pass = step.pass().name().toLowerCase(Locale.ROOT);
    this.part = String.format(Locale.ROOT, "%-14s %-20s %s: ", step.layer(), pass, filter);
    this.product = part + "one of the products";
  }

  /** Whether a convolution should be done so; the answer is the same for all of its passes. */
  static boolean pays(Window window, Shape x, Shape weights, Shape y) {
    boolean possible =
        Convolution.groups(weights) == 1
            && window.strideHeight() == 1
            && window.strideWidth() == 1
            && window.dilationHeight() == 1
            && window.dilationWidth() == 1
            && window.kernelHeight() > 1
            && window.kernelHeight() < MinimalFilter.TOO_MANY_TAPS
            && Math.min(x.size(1), y.size(1)) >= CHANNELS;
    if (!possible) {
      return false;
    }
    MinimalFilter filter = new MinimalFilter(window, x.size(2));
    double row = (double) x.size(0) * y.size(3) * weights.elements() / window.kernelHeight();
    double plain = row * filter.pairs() * Convolutions.work(weights);
    double fast =
        row * filter.rows() * Convolutions.padding(y.size(1))
            + ROWS * filter.rows() * (x.elements() + y.elements())
            + WEIGHTS * weights.elements() * filter.products()
            + CALLS;
    return plain > WORTHWHILE * fast;
  }

  static void assemble(Step step, Window window, Assembler program) {
    Tensor first = step.read(0);
    Tensor second = step.read(1);
    Tensor result = step.write(0);
    switch (step.pass()) {
      case FORWARD ->
          new Winograd(step, window, first.shape(), second.shape(), result.shape(), program)
              .forward(first, second, result);
      case BACKWARD_PARAMETERS ->
          new Winograd(step, window, first.shape(), result.shape(), second.shape(), program)
              .parameters(first, second, result);
      case BACKWARD_DATA ->
          new Winograd(step, window, result.shape(), second.shape(), first.shape(), program)
              .data(first, second, result);
    }
  }

  private void forward(Tensor x, Tensor w, Tensor y) {
    Slot images = program.read(x, Layouts.channelsLast(x.shape()));
    List<Slot> kernels = kernels(w, forward(in.chunks().get(0), Layouts.none()).weights_desc());
    Slot rows = in.place();
    Slot sums = out.place();
    Slot result = program.write(y, Layouts.channelsLast(y.shape()));
    Slot toRows = matrix(filter.ofImage());
    Slot toResult = matrix(filter.ofResult());
    Optional<Tensor> bias = step.reads().stream().skip(2).findFirst();
    for (Chunk chunk : in.chunks()) {
      multiply(part + "rows of images", toRows, in.images(images, chunk), in.rows(rows, chunk));
      convolution_forward.primitive_desc chosen = forward(chunk, Layouts.none());
      primitive kernel = new primitive(chosen);
      for (int j = 0; j < filter.products(); j++) {
        Map<Integer, Slot> arguments = new HashMap<>();
        arguments.put(dnnl.DNNL_ARG_SRC, in.lines(rows, chunk, j));
        arguments.put(dnnl.DNNL_ARG_WEIGHTS, kernels.get(j));
        arguments.put(dnnl.DNNL_ARG_DST, out.lines(sums, chunk, j));
        if (j == MinimalFilter.ADDED_TO_ALL && bias.isPresent()) {
          arguments.put(dnnl.DNNL_ARG_BIAS, program.slot(bias.get()));
          product(forward(chunk, Layouts.plain(bias.get().shape())), arguments);
        } else {
          program.execute(product, chosen, kernel, arguments);
        }
      }
      multiply(
          step.toString(),
          toResult,
          out.rows(sums, chunk),
          out.images(result, chunk),
          program.attributes(step));
    }
  }

  private void parameters(Tensor x, Tensor dy, Tensor dw) {
    Slot images = program.read(x, Layouts.channelsLast(x.shape()));
    Slot gradients = program.read(dy, Layouts.channelsLast(dy.shape()));
    Slot rows = in.place();
    Slot gradientRows = out.place();
    Slot kernels = program.place(weights.all());
    Slot result = program.cast(program.write(dw, Layouts.plain(dw.shape())), weights.plain());
    Slot toRows = matrix(filter.ofImage());
    Slot toGradientRows = matrix(MinimalFilter.transposed(filter.ofResult()));
    Slot toWeights = program.constant(MinimalFilter.transposed(filter.ofWeights()));
    Optional<BiasGradient> bias =
        step.writes().stream().skip(1).findFirst().map(db -> new BiasGradient(db));
    for (Chunk chunk : in.chunks()) {
      multiply(part + "rows of images", toRows, in.images(images, chunk), in.rows(rows, chunk));
      multiply(
          part + "rows of gradients",
          toGradientRows,
          out.images(gradients, chunk),
          out.rows(gradientRows, chunk));
      List<Slot> weightGradients = new ArrayList<>();
      convolution_backward_weights.primitive_desc chosen = parameters(chunk, Layouts.none());
      primitive kernel = new primitive(chosen);
      for (int j = 0; j < filter.products(); j++) {
        Slot weightGradient = program.place(chosen.diff_weights_desc());
        Map<Integer, Slot> arguments = new HashMap<>();
        arguments.put(dnnl.DNNL_ARG_SRC, in.lines(rows, chunk, j));
        arguments.put(dnnl.DNNL_ARG_DIFF_DST, out.lines(gradientRows, chunk, j));
        arguments.put(dnnl.DNNL_ARG_DIFF_WEIGHTS, weightGradient);
        if (j == MinimalFilter.ADDED_TO_ALL && bias.isPresent()) {
          arguments.put(dnnl.DNNL_ARG_DIFF_BIAS, bias.get().next());
          product(parameters(chunk, bias.get().layout()), arguments);
        } else {
          program.execute(product, chosen, kernel, arguments);
        }
        weightGradients.add(weightGradient);
      }
      for (int j = 0; j < filter.products(); j++) {
        program.copy(part + "layout", weightGradients.get(j), one(kernels, j));
      }
      multiply(
          step.toString(),
          kernels,
          toWeights,
          result,
          chunk.first() == 0 ? program.attributes() : adding());
    }
    bias.ifPresent(BiasGradient::sum);
  }

  private void data(Tensor dy, Tensor w, Tensor dx) {
    Slot gradients = program.read(dy, Layouts.channelsLast(dy.shape()));
    List<Slot> kernels = kernels(w, data(in.chunks().get(0)).weights_desc());
    Slot gradientRows = out.place();
    Slot rows = in.place();
    Slot result = program.write(dx, Layouts.channelsLast(dx.shape()));
    Slot toGradientRows = matrix(MinimalFilter.transposed(filter.ofResult()));
    Slot toImages = matrix(MinimalFilter.transposed(filter.ofImage()));
    for (Chunk chunk : in.chunks()) {
      multiply(
          part + "rows of gradients",
          toGradientRows,
          out.images(gradients, chunk),
          out.rows(gradientRows, chunk));
      convolution_backward_data.primitive_desc chosen = data(chunk);
      primitive kernel = new primitive(chosen);
      for (int j = 0; j < filter.products(); j++) {
        program.execute(
            product,
            chosen,
            kernel,
            Map.of(
                dnnl.DNNL_ARG_DIFF_DST,
                out.lines(gradientRows, chunk, j),
                dnnl.DNNL_ARG_WEIGHTS,
                kernels.get(j),
                dnnl.DNNL_ARG_DIFF_SRC,
                in.lines(rows, chunk, j)));
      }
      multiply(step.toString(), toImages, in.rows(rows, chunk), in.images(result, chunk));
    }
  }

  /** The weights of all products, each in this layout. */
  private List<Slot> kernels(Tensor w, desc layout) {
    Slot all = program.derived(w, () -> transformed(w));
    List<Slot> kernels = new ArrayList<>();
    for (int j = 0; j < filter.products(); j++) {
      Slot kernel = program.place(layout);
      program.copy(part + "layout", one(all, j), kernel);
      kernels.add(kernel);
    }
    return kernels;
  }

  private Slot transformed(Tensor w) {
    Slot place = program.place(weights.all());
    Slot plain = program.cast(program.read(w, Layouts.plain(w.shape())), weights.plain());
    multiply(part + "weights", plain, program.constant(filter.ofWeights()), place);
    return place;
  }

  private Slot one(Slot kernels, int product) {
    return program.part(kernels, weights.one(), product * weights.distance());
  }

  /** The gradient of the bias: a part from each of the chunks, and their sum. */
  private final class BiasGradient {
    private final Tensor gradient;
    private final Slot parts;
    private long given;

    BiasGradient(Tensor gradient) {
      this.gradient = gradient;
      long chunks = in.chunks().size();
      this.parts = program.place(Layouts.plain(Shape.of(chunks, gradient.shape().elements())));
    }

    desc layout() {
      return Layouts.plain(gradient.shape());
    }

    Slot next() {
      return program.part(parts, layout(), given++ * gradient.shape().elements());
    }

    void sum() {
      float[][] ones = new float[1][(int) given];
      Arrays.fill(ones[0], 1);
      desc row = Layouts.plain(Shape.of(1, gradient.shape().elements()));
      Slot result = program.cast(program.write(gradient, layout()), row);
      multiply(part + "bias", program.constant(ones), parts, result);
    }
  }

  private convolution_forward.primitive_desc forward(Chunk chunk, desc bias) {
    return new convolution_forward.primitive_desc(
        program.engine(),
        dnnl.prop_kind.forward_training,
        algorithm.convolution_direct,
        in.lines(chunk),
        weights.best(),
        bias,
        out.lines(chunk),
        Geometry.strides(window),
        Geometry.dilations(window),
        left(),
        right(),
        program.attributes(),
        false);
  }

  private convolution_backward_weights.primitive_desc parameters(Chunk chunk, desc bias) {
    return new convolution_backward_weights.primitive_desc(
        program.engine(),
        algorithm.convolution_direct,
        in.lines(chunk),
        weights.best(),
        bias,
        out.lines(chunk),
        Geometry.strides(window),
        Geometry.dilations(window),
        left(),
        right(),
        forward(chunk, Layouts.none()),
        program.attributes(),
        false);
  }

  private convolution_backward_data.primitive_desc data(Chunk chunk) {
    return new convolution_backward_data.primitive_desc(
        program.engine(),
        algorithm.convolution_direct,
        in.lines(chunk),
        weights.best(),
        out.lines(chunk),
        Geometry.strides(window),
        Geometry.dilations(window),
        left(),
        right(),
        forward(chunk, Layouts.none()),
        program.attributes(),
        false);
  }

  private long[] left() {
    return new long[] {0, window.padding().left()};
  }

  private long[] right() {
    return new long[] {0, window.padding().right()};
  }

  /** One matrix for all images. */
  private Slot matrix(float[][] rows) {
    return program.cast(
        program.constant(rows), Layouts.plain(Shape.of(1, rows.length, rows[0].length)));
  }

  private primitive_attr adding() {
    primitive_attr attributes = program.attributes();
    post_ops sum = new post_ops();
    sum.append_sum();
    attributes.set_post_ops(sum);
    return attributes;
  }

  private void product(primitive_desc chosen, Map<Integer, Slot> arguments) {
    program.execute(product, chosen, new primitive(chosen), arguments);
  }

  private void multiply(String what, Slot left, Slot right, Slot result) {
    multiply(what, left, right, result, program.attributes());
  }

  private void multiply(
      String what, Slot left, Slot right, Slot result, primitive_attr attributes) {
    matmul.primitive_desc chosen =
        new matmul.primitive_desc(
            program.engine(),
            left.memory().get_desc(),
            right.memory().get_desc(),
            Layouts.none(),
            result.memory().get_desc(),
            attributes,
            false);
    Map<Integer, Slot> arguments =
        Map.of(dnnl.DNNL_ARG_SRC, left, dnnl.DNNL_ARG_WEIGHTS, right, dnnl.DNNL_ARG_DST, result);
    program.execute(what, chosen, new primitive(chosen), arguments);
  }
}
