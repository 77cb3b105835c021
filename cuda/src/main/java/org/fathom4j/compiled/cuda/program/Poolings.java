package org.fathom4j.compiled.cuda.program;

import java.util.List;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;

/** Sliding windows. */
final class Poolings {
  private Poolings() {}

  /** A window and the planes that it slides over and fills, as kernels take them. */
  static long[] window(Window window, Shape x, Shape y) {
    return new long[] {
      x.size(2),
      x.size(3),
      y.size(2),
      y.size(3),
      window.kernelHeight(),
      window.kernelWidth(),
      window.strideHeight(),
      window.strideWidth(),
      window.dilationHeight(),
      window.dilationWidth(),
      window.padding().top(),
      window.padding().left()
    };
  }

  static List<Call> calls(Pooling pooling, Step step) {
    boolean forward = step.pass() == Pass.FORWARD;
    boolean largest = pooling.kind() == Pooling.Kind.MAX;
    Tensor from = step.read(0);
    Tensor to = step.write(0);
    Shape x = (forward ? from : to).shape();
    Shape y = (forward ? to : from).shape();
    String name = largest ? "pooling_max_" : "pooling_mean_";
    Call call = Call.of(name + (forward ? "forward" : "backward"), to);
    if (!largest) {
      call = call.whole(pooling.kind() == Pooling.Kind.MEAN_WITH_PADDING ? 1 : 0);
    }
    call = call.whole(window(pooling.window(), x, y)).anywhere(from);
    if (largest && !forward) {
      call = call.anywhere(step.read(1));
    }
    call = call.result(to);
    return List.of(largest && forward ? call.result(step.write(1)) : call);
  }
}
