package org.fathom4j.experiment;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.provenance.Provenance;
import org.fathom4j.provenance.ProvenanceCollector;
import org.nd4j.linalg.factory.Nd4j;

/** Where this run takes place, as ND4J and the machine tell it. */
final class Origin {
  private Origin() {}

  static Provenance of(String device) {
    Map<String, String> versions = new TreeMap<>();
    versions.put("dl4j", version(MultiLayerNetwork.class));
    versions.put("nd4j", version(Nd4j.class));
    versions.put("fathom4j", version(Origin.class));
    String build = System.getProperty("fathom.native", "unknown build");
    String backend =
        Nd4j.getExecutioner().getClass().getSimpleName().contains("Cuda") ? "CUDA" : "CPU";
    Path checkout = Path.of(System.getProperty("fathom.home", "."));
    return new ProvenanceCollector(checkout)
        .collect(device, backend + " " + build, versions, System.currentTimeMillis());
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
