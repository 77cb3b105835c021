package org.fathom4j.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.fathom4j.problem.ExperimentException;

/**
 * A peer's script in a process of its own, for one network. It is told on its standard input what
 * to train, so that it takes turns with the other sides.
 */
public final class Twin implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 5;

  private final PythonPeer peer;
  private final Path script;
  private final Process process;
  private final BufferedReader answers;
  private final long parameters;

  private Twin(PythonPeer peer, Path script, Process process, BenchNet net) {
    this.peer = peer;
    this.script = script;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    try {
      this.parameters = ask(request(net)).path("parameters").asLong();
    } catch (ExperimentException refused) {
      close();
      throw refused;
    }
  }

  /** What a number of training steps took. */
  record Run(double seconds, double peakMb) {}

  /**
   * Starts the script on a network.
   *
   * @throws ExperimentException where the peer cannot train it
   */
  static Twin start(PythonPeer peer, BenchNet net) {
    try {
      Path script = Python.script(peer.script());
      ProcessBuilder builder =
          new ProcessBuilder(Python.name(), script.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads()));
      return new Twin(peer, script, builder.start(), net);
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "the side of %s does not start: %s".formatted(peer, broken.getMessage()), broken);
    }
  }

  /** Threads of every side: OMP_NUM_THREADS, which the native libraries heed, else all cores. */
  static int threads() {
    String named = System.getenv().getOrDefault("OMP_NUM_THREADS", "");
    String outer = named.replaceFirst(",.*", "").strip(); // a list has one for each nesting level
    return outer.matches("[1-9][0-9]{0,3}")
        ? Integer.parseInt(outer)
        : Runtime.getRuntime().availableProcessors();
  }

  /** Weights and biases of the peer's network. */
  long parameters() {
    return parameters;
  }

  /**
   * Takes training steps.
   *
   * @param mode one of the peer's
   * @throws ExperimentException where it cannot
   */
  Run train(String mode, int steps) {
    JsonNode answer = ask(JSON.createObjectNode().put("mode", mode).put("steps", steps));
    return new Run(answer.path("seconds").asDouble(), answer.path("peakMb").asDouble());
  }

  private JsonNode ask(ObjectNode request) {
    try {
      process.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      String line = answers.readLine();
      if (line == null) {
        throw new ExperimentException(
            "the process of %s ended; try: %s -c 'import %s'"
                .formatted(peer, Python.name(), peer.module()));
      }
      JsonNode answer = JSON.readTree(line);
      if (answer.has("error")) {
        throw new ExperimentException(peer + ": " + answer.path("error").asText());
      }
      return answer;
    } catch (IOException broken) {
      throw new ExperimentException("the process of " + peer + " does not answer", broken);
    }
  }

  private static ObjectNode request(BenchNet net) {
    ObjectNode request = JSON.createObjectNode();
    request.put("threads", threads());
    request.put("rate", Dl4jForm.LEARNING_RATE).put("momentum", Dl4jForm.MOMENTUM);
    request.put("adaptiveRate", Dl4jForm.ADAPTIVE_RATE);
    request.put("device", onCard() ? "cuda" : "cpu");
    request.set("net", net(net));
    return request;
  }

  /** Whether {@code ./fathom} was started for a GPU: whoever is measured beside it takes it too. */
  static boolean onCard() {
    return !System.getProperty("fathom.device", "").isEmpty();
  }

  /** A network as the script reads it. */
  public static ObjectNode net(BenchNet net) {
    ObjectNode node = JSON.createObjectNode();
    node.put("classes", net.classes()).put("batch", net.batch()).put("dropout", net.dropout());
    ArrayNode example = node.putArray("example");
    net.example().forEach(example::add);
    ArrayNode blocks = node.putArray("blocks");
    net.blocks().forEach(block -> blocks.add(node(block)));
    node.putObject("recipe")
        .put("updater", name(net.recipe().updater()))
        .put("loss", name(net.recipe().loss()))
        .put("masked", net.recipe().masked())
        .put("maxNorm", net.recipe().maxNorm());
    return node;
  }

  private static String name(Enum<?> setting) {
    return setting.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode node(Block block) {
    ObjectNode node = JSON.createObjectNode();
    if (block instanceof Block.Convolution layer) {
      return node.put("type", "convolution")
          .put("channels", layer.channels())
          .put("kernel", layer.kernel())
          .put("pieces", layer.pieces());
    }
    if (block instanceof Block.Dense layer) {
      return node.put("type", "dense")
          .put("units", layer.units())
          .put("pieces", layer.pieces())
          .put("dropout", layer.dropout());
    }
    if (block instanceof Block.Residual layer) {
      return node.put("type", "residual")
          .put("channels", layer.channels())
          .put("stride", layer.stride());
    }
    if (block instanceof Block.Detour detour) {
      ArrayNode within = node.put("type", "detour").putArray("within");
      detour.within().forEach(each -> within.add(node(each)));
      return node;
    }
    if (block instanceof Block.Memory layer) {
      return node.put("type", "memory").put("units", layer.units()).put("last", layer.last());
    }
    if (block instanceof Block.MeanOfAll) {
      return node.put("type", "mean-of-all");
    }
    return node.put("type", block instanceof Block.Normalization ? "normalization" : "max-pooling");
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close(); // the end of its input ends the script
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(script);
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
