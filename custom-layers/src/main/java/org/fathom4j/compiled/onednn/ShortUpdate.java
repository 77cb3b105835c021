package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Update;

/** An update in Java, in one pass: of a few parameters, which cost less than a call of oneDNN. */
final class ShortUpdate implements JavaKernel {
  private final Update update;
  private final Chunk chunk = new Chunk();
  private final List<float[]> memory = List.of(chunk.first, chunk.second, chunk.third);

  ShortUpdate(Update update) {
    this.update = update;
  }

  @Override
  public void run(List<HostTensor> reads, List<HostTensor> writes, FactorTable now) {
    ChunkRule rule = ChunkRule.at(update.rule(), now);
    float share = (float) now.at(update.share());
    FloatBuffer parameters = writes.get(0).buffer();
    FloatBuffer gradients = writes.get(1).buffer();
    for (int from = 0; from < parameters.capacity(); from += Chunk.SIZE) {
      int size = Math.min(Chunk.SIZE, parameters.capacity() - from);
      chunk.resize(size);
      parameters.get(from, chunk.parameters, 0, size);
      gradients.get(from, chunk.gradients, 0, size);
      if (share != 1) {
        chunk.scaleGradients(share);
      }
      at(update.signs(), now).ifPresent(chunk::addSigns);
      at(update.pull(), now).ifPresent(chunk::addParameters);
      move(rule, writes, from, size);
      at(update.decay(), now).ifPresent(chunk::addParameters);
      chunk.subtractGradients();
      parameters.put(from, chunk.parameters, 0, size);
      gradients.put(from, chunk.gradients, 0, size);
    }
    writes.get(writes.size() - 1).buffer().put(0, chunk.doubt());
  }

  private void move(ChunkRule rule, List<HostTensor> writes, int from, int size) {
    int states = update.rule().states();
    for (int i = 0; i < states; i++) {
      writes.get(2 + i).buffer().get(from, memory.get(i), 0, size);
    }
    rule.apply(chunk);
    for (int i = 0; i < states; i++) {
      writes.get(2 + i).buffer().put(from, memory.get(i), 0, size);
    }
  }

  private static Optional<Float> at(Optional<Factor> factor, FactorTable now) {
    return factor.map(known -> (float) now.at(known));
  }
}
