package org.fathom4j.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedJson;

/**
 * The file of a trained network: Deeplearning4j's own, and in it three more entries, {@code
 * fathom4j-data.json} ({@link FittedJson}), {@code fathom4j-seen.txt} (the name of the list of
 * examples that it was trained on) and {@code fathom4j-example.json} (the numbers of one example as
 * the network reads it, for those who ask what it takes).
 *
 * @param path of the file
 * @param fitted how examples become what the network reads
 * @param seen {@link org.fathom4j.data.SeenExamples#id} of the examples it was trained on
 */
public record ModelFile(Path path, FittedData fitted, String seen) {
  private static final String DATA = "fathom4j-data.json"; // Deeplearning4j reads no folders
  private static final String SEEN = "fathom4j-seen.txt";
  private static final String EXAMPLE = "fathom4j-example.json";

  /**
   * Writes a network with everything that belongs to it: whole, or not at all. Java's zip file
   * system would add entries in place, but prints what goes wrong, leaves out the entry and goes
   * on.
   *
   * @param example as {@link org.fathom4j.data.Examples#view} writes it
   */
  public void write(MultiLayerNetwork network, float[] example) throws IOException {
    Path plain = path.resolveSibling(path.getFileName() + ".network");
    Path whole = path.resolveSibling(path.getFileName() + ".part");
    try {
      ModelSerializer.writeModel(network, plain.toFile(), false);
      try (ZipFile from = new ZipFile(plain.toFile());
          ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(whole))) {
        to.setLevel(Deflater.BEST_SPEED); // parameters hardly shrink
        for (ZipEntry entry : Collections.list(from.entries())) {
          add(to, entry.getName(), from.getInputStream(entry));
        }
        add(to, DATA, utf8(FittedJson.write(fitted)));
        add(to, SEEN, utf8(seen));
        add(to, EXAMPLE, utf8(Arrays.toString(example)));
      }
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(plain);
      Files.deleteIfExists(whole);
    }
  }

  private static void add(ZipOutputStream to, String name, InputStream content) throws IOException {
    try (content) {
      to.putNextEntry(new ZipEntry(name));
      content.transferTo(to);
      to.closeEntry();
    }
  }

  private static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
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
