package org.fathom4j.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedJson;

/**
 * The file of a trained network: Deeplearning4j's own, and in it two more entries, {@code
 * fathom4j-data.json} ({@link FittedJson}) and {@code fathom4j-seen.txt} (the name of the list of
 * examples that it was trained on).
 *
 * @param path of the file
 * @param fitted how examples become what the network reads
 * @param seen {@link org.fathom4j.data.SeenExamples#id} of the examples it was trained on
 */
public record ModelFile(Path path, FittedData fitted, String seen) {
  private static final String DATA = "fathom4j-data.json"; // Deeplearning4j reads no folders
  private static final String SEEN = "fathom4j-seen.txt";

  /** Writes a network with everything that belongs to it. */
  public void write(MultiLayerNetwork network) throws IOException {
    ModelSerializer.writeModel(network, path.toFile(), false);
    try (FileSystem zip = FileSystems.newFileSystem(path)) {
      Files.writeString(zip.getPath(DATA), FittedJson.write(fitted));
      Files.writeString(zip.getPath(SEEN), seen);
    }
  }

  /** The network alone, with the parameters of its chosen epoch. */
  public static MultiLayerNetwork network(Path path) throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(path.toFile(), false);
  }

  /**
   * What was kept with a network; empty in a file of another program or of an early version.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if what was kept is damaged
   */
  public static Optional<ModelFile> read(Path path) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      Optional<String> data = text(zip, DATA);
      Optional<String> seen = text(zip, SEEN);
      return data.isEmpty() || seen.isEmpty()
          ? Optional.empty()
          : Optional.of(new ModelFile(path, FittedJson.read(data.get()), seen.get()));
    }
  }

  private static Optional<String> text(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    return entry == null
        ? Optional.empty()
        : Optional.of(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
  }
}
