package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.host.HostArrays;

/**
 * The common updaters on the network's vectors, where Deeplearning4j makes a dozen passes over
 * each: same formulas, same state in the same place, equal results within rounding. Memory
 * bandwidth is what an update costs. Long sections are the backend's; short ones, which cost less
 * than a call of it, are swept in Java.
 */
final class FlatUpdate implements AutoCloseable {
  private final Optional<NativeSweep> inBackend;
  private final JavaSweep inJava;

  private FlatUpdate(Optional<NativeSweep> inBackend, JavaSweep inJava) {
    this.inBackend = inBackend;
    this.inJava = inJava;
  }

  /** The update of a network and its updater, or nothing where some setting has no form here. */
  static Optional<FlatUpdate> of(
      MultiLayerNetwork network, BaseMultiLayerUpdater<?> updater, Backend backend) {
    Vectors vectors =
        new Vectors(
            HostArrays.floats(network.params()),
            HostArrays.floats(network.getFlattenedGradients()),
            Optional.ofNullable(updater.getStateViewArray()).map(HostArrays::floats));
    return Section.of(network, updater).map(sections -> of(sections, backend, vectors));
  }

  private static FlatUpdate of(List<Section> sections, Backend backend, Vectors vectors) {
    List<Section> ofBackend = new ArrayList<>();
    List<Section> ofJava = new ArrayList<>();
    for (Section section : sections) {
      boolean worthIt = section.count() >= backend.shortestUpdate() && SectionSteps.knows(section);
      (worthIt ? ofBackend : ofJava).add(section);
    }
    return new FlatUpdate(
        ofBackend.isEmpty()
            ? Optional.empty()
            : Optional.of(NativeSweep.of(ofBackend, backend, vectors)),
        new JavaSweep(ofJava, vectors));
  }

  /**
   * Updates all parameters.
   *
   * @return whether all of them are finite
   */
  boolean apply(Batch batch) {
    boolean finite = inBackend.isEmpty() || inBackend.get().apply(batch);
    return inJava.apply(batch) && finite;
  }

  /** What runs in the backend, for people; empty where nothing does. */
  String listing() {
    return inBackend.map(NativeSweep::listing).orElse("");
  }

  @Override
  public void close() {
    inBackend.ifPresent(NativeSweep::close);
  }
}
