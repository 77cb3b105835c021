package org.fathom4j.provenance;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a result came from.
 *
 * @param gitCommit commit of the code, or empty outside a checkout
 * @param gitDirty whether tracked files differ from that commit
 * @param user who ran it
 * @param host name of the machine
 * @param os name, version and architecture of the operating system
 * @param java vendor and version of the Java runtime
 * @param cpu model name of the processor
 * @param cores processors that the run may use
 * @param threads of the numeric libraries for each trial; 0 where it is not known
 * @param device what trained: the CPU's or the GPU's name
 * @param backend ND4J's backend and native build, such as {@code CPU linux-x86_64-onednn-avx512}
 * @param instructions the instruction set of the compiled step's kernels, such as {@code
 *     avx512_core}; empty where it is not known
 * @param versions versions by component: fathom4j, dl4j, nd4j, and as {@code kernels} what the
 *     compiled step runs on
 * @param earlier the kernels that earlier parts of a resumed run were trained with, where they were
 *     others
 * @param startedMillis when the run began, in milliseconds since 1970
 */
public record Provenance(
    String gitCommit,
    boolean gitDirty,
    String user,
    String host,
    String os,
    String java,
    String cpu,
    int cores,
    int threads,
    String device,
    String backend,
    String instructions,
    Map<String, String> versions,
    List<String> earlier,
    long startedMillis) {
  /** Copies the collections. */
  public Provenance {
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    earlier = List.copyOf(earlier);
  }

  /**
   * The same, with what is known once the run is about to train.
   *
   * @param each threads of the numeric libraries for each trial
   * @param before kernels of earlier parts, where they were others
   */
  public Provenance training(int each, List<String> before) {
    return new Provenance(
        gitCommit,
        gitDirty,
        user,
        host,
        os,
        java,
        cpu,
        cores,
        each,
        device,
        backend,
        instructions,
        versions,
        before,
        startedMillis);
  }
}
