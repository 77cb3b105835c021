package org.fathom4j.compiled.update;

import java.util.List;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Batch;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/** Updates sections in Java, in one pass over the network's vectors. */
final class JavaSweep {
  private final List<Section> sections;
  private final Vector parameters;
  private final Vector gradients;
  private final List<Vector> state;
  private final Chunk chunk = new Chunk();

  /** The sweep over some sections of a network. */
  JavaSweep(List<Section> sections, Vectors vectors) {
    this.sections = List.copyOf(sections);
    this.parameters = new Vector(vectors.parameters());
    this.gradients = new Vector(vectors.gradients());
    this.state = vectors.state().stream().map(Vector::new).toList();
  }

  /**
   * Updates the parameters of the sections. The gradient vector holds the steps taken afterwards,
   * as in Deeplearning4j: where no gradient is computed the next update starts from them.
   *
   * @return whether all of them are finite
   */
  boolean apply(Batch batch) {
    for (Section section : sections) {
      apply(section, batch);
    }
    return chunk.finite();
  }

  private void apply(Section section, Batch batch) {
    Kernel kernel = Kernel.at(section.updater(), batch.iteration(), batch.epoch());
    for (int done = 0; done < section.count(); done += Chunk.SIZE) {
      int from = section.from() + done;
      int size = Math.min(Chunk.SIZE, section.count() - done);
      chunk.resize(size);
      parameters.read(from, chunk.parameters, size);
      gradients.read(from, chunk.gradients, size);
      if (section.averaged()) {
        chunk.scaleGradients(1f / batch.examples());
      }
      regularize(section, Regularization.ApplyStep.BEFORE_UPDATER, batch);
      move(section, kernel, done);
      regularize(section, Regularization.ApplyStep.POST_UPDATER, batch);
      chunk.subtractGradients();
      parameters.write(from, chunk.parameters, size);
      gradients.write(from, chunk.gradients, size);
    }
  }

  private void move(Section section, Kernel kernel, int done) {
    List<float[]> memory = List.of(chunk.first, chunk.second);
    for (int i = 0; i < section.states().size(); i++) {
      state.get(0).read(section.states().get(i) + done, memory.get(i), chunk.count());
    }
    kernel.apply(chunk);
    for (int i = 0; i < section.states().size(); i++) {
      state.get(0).write(section.states().get(i) + done, memory.get(i), chunk.count());
    }
  }

  private void regularize(Section section, Regularization.ApplyStep step, Batch batch) {
    for (Regularization each : section.regularizations()) {
      if (each.applyStep() == step) {
        float strength = (float) section.strength(each, batch.iteration(), batch.epoch());
        if (each instanceof L1Regularization) {
          chunk.addSigns(strength);
        } else {
          chunk.addParameters(strength);
        }
      }
    }
  }
}
