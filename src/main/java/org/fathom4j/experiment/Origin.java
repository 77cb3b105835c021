package org.fathom4j.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.provenance.Provenance;
import org.fathom4j.provenance.ProvenanceCollector;
import org.fathom4j.training.Processor;

/** Where this run takes place, as ND4J and the machine tell it. */
public final class Origin {
  private Origin() {}

  /**
   * Looks at this machine.
   *
   * @param device what trains: name of the CPU or GPU; empty for this machine's CPU
   */
  public static Provenance of(String device) {
    Map<String, String> versions = new TreeMap<>();
    versions.put("dl4j", version("org.deeplearning4j/deeplearning4j-nn"));
    versions.put("nd4j", version("org.nd4j/nd4j-api"));
    Optional<KernelLibrary.Loaded> kernels = KernelLibrary.chosen().loaded();
    versions.put(Kernels.VERSION, kernels.map(KernelLibrary.Loaded::name).orElse("none"));
    versions.put("fathom4j", version("org.fathom4j/fathom4j"));
    String build = System.getProperty("fathom.native", "unknown build");
    Path checkout = Path.of(System.getProperty("fathom.home", "."));
    return new ProvenanceCollector(checkout)
        .collect(
            device,
            Processor.current() + " " + build,
            kernels.map(KernelLibrary.Loaded::instructions).orElse(""),
            versions,
            System.currentTimeMillis());
  }

  /** The version that Maven wrote into a library's jar. */
  private static String version(String artifact) {
    String resource = "/META-INF/maven/" + artifact + "/pom.properties";
    try (InputStream in = Origin.class.getResourceAsStream(resource)) {
      if (in == null) {
        return "development";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "development");
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + resource, failure);
    }
  }
}
