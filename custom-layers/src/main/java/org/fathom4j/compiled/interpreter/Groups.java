package org.fathom4j.compiled.interpreter;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.GroupedDropout;
import org.fathom4j.compiled.graph.GroupedLoss;
import org.fathom4j.compiled.graph.GroupedProduct;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;

/** What several networks compute side by side: what one computes, group by group. */
final class Groups {
  private Groups() {}

  static void products(
      GroupedProduct product, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    int groups = product.groups();
    Cells rows =
        pass == Pass.FORWARD ? writes.get(0) : reads.get(pass == Pass.BACKWARD_DATA ? 0 : 1);
    int each = rows.size(0) / groups;
    for (int group = 0; group < groups; group++) {
      List<Cells> own = parts(reads, group, groups);
      if (pass != Pass.BACKWARD_DATA && reads.get(0).size(0) == each) {
        own.set(0, reads.get(0)); // all share it
      }
      InnerProducts.run(new InnerProduct(), pass, own, parts(writes, group, groups), now);
    }
  }

  static void losses(
      GroupedLoss loss, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    for (int group = 0; group < loss.groups(); group++) {
      List<Cells> own = parts(reads, group, loss.groups());
      own.set(1, reads.get(1));
      Losses.run(loss.loss(), pass, own, parts(writes, group, loss.groups()), now);
    }
  }

  static void dropouts(
      GroupedDropout dropout, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    List<Dropout> all = dropout.dropouts();
    for (int group = 0; group < all.size(); group++) {
      List<Cells> own = parts(reads, group, all.size());
      if (pass == Pass.FORWARD && reads.get(0).size(0) < writes.get(0).size(0)) {
        own.set(0, reads.get(0)); // all share it
      }
      Dropouts.run(all.get(group), pass, own, parts(writes, group, all.size()), now);
    }
  }

  private static List<Cells> parts(List<Cells> tensors, int group, int groups) {
    List<Cells> parts = new ArrayList<>();
    for (Cells tensor : tensors) {
      Shape shape = tensor.shape().withFirst(Math.max(1, tensor.shape().size(0) / groups));
      boolean whole = tensor.shape().size(0) < groups;
      parts.add(whole ? tensor : Cells.part(tensor.buffer(), group * shape.elements(), shape));
    }
    return parts;
  }
}
