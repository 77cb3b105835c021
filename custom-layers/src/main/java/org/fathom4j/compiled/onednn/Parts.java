package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory.desc;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Placement;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Transposition;
import org.fathom4j.compiled.graph.Upsampling;

/** Tensors cut and placed by copies between row-major memory, and pixels repeated, in Java. */
final class Parts {
  private Parts() {}

  static void excerpt(Step step, Excerpt excerpt, Assembler program) {
    Shape part = step.write(0).shape();
    Slot whole = program.read(step.read(0), Layouts.plain(step.read(0).shape()));
    Slot view = part(whole, part, excerpt.from(), program);
    program.copy(step, view, program.write(step.write(0), Layouts.plain(part)));
  }

  static void place(Step step, Placement placement, Assembler program) {
    Shape part = step.read(0).shape();
    Slot source = program.slot(step.read(0));
    Slot whole = program.write(step.write(0), Layouts.plain(step.write(0).shape()));
    program.fill(whole, new Command.Zero("zeros of " + step, whole.memory()));
    program.copy(step, source, part(whole, part, placement.at(), program));
  }

  private static Slot part(Slot whole, Shape part, List<Long> at, Assembler program) {
    long[] from = at.stream().mapToLong(Long::longValue).toArray();
    desc view = whole.memory().get_desc().submemory_desc(part.toArray(), from);
    return program.cast(whole, view);
  }

  static void transpose(Step step, Transposition transposition, Assembler program) {
    Slot x = program.read(step.read(0), Layouts.plain(step.read(0).shape()));
    Slot y = program.write(step.write(0), Layouts.plain(step.write(0).shape()));
    Slot view = program.cast(x, Layouts.transposed(step.read(0).shape(), transposition.order()));
    program.copy(step, view, y);
  }

  static void upsample(Step step, Upsampling upsampling, Assembler program) {
    boolean forward = step.pass() == Pass.FORWARD;
    program.java(
        step,
        (reads, writes, now) -> {
          HostTensor from = reads.get(0);
          HostTensor to = writes.get(0);
          if (forward) {
            repeat(upsampling, from, to);
          } else {
            gather(upsampling, from, to);
          }
        });
  }

  private static void repeat(Upsampling upsampling, HostTensor small, HostTensor large) {
    FloatBuffer from = small.buffer();
    FloatBuffer to = large.buffer();
    float[] row = new float[(int) small.shape().size(3)];
    float[] copies = new float[row.length * upsampling.width()];
    int rows = from.capacity() / row.length;
    int place = 0;
    for (int i = 0; i < rows; i++) {
      from.get(i * row.length, row);
      for (int j = 0; j < copies.length; j++) {
        copies[j] = row[j / upsampling.width()];
      }
      for (int k = 0; k < upsampling.height(); k++) {
        to.put(place, copies);
        place += copies.length;
      }
    }
  }

  private static void gather(Upsampling upsampling, HostTensor large, HostTensor small) {
    FloatBuffer from = large.buffer();
    FloatBuffer to = small.buffer();
    float[] sums = new float[(int) small.shape().size(3)];
    float[] copies = new float[sums.length * upsampling.width()];
    int rows = to.capacity() / sums.length;
    int place = 0;
    for (int i = 0; i < rows; i++) {
      Arrays.fill(sums, 0);
      for (int k = 0; k < upsampling.height(); k++) {
        from.get(place, copies);
        place += copies.length;
        for (int j = 0; j < copies.length; j++) {
          sums[j / upsampling.width()] += copies[j];
        }
      }
      to.put(i * sums.length, sums);
    }
  }
}
