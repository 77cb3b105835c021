package org.fathom4j.bench.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

/**
 * The loss of every configuration of a space, trained once by others. Parameters are indices of
 * their values: ordered ones whole numbers, the others choices.
 */
public final class RecordedTable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Space space;
  private final float[] losses;
  private final double best;
  private final double median;

  private RecordedTable(String name, Space space, float[] losses) {
    this.name = name;
    this.space = space;
    this.losses = losses;
    float[] sorted = losses.clone();
    Arrays.sort(sorted);
    this.best = sorted[0];
    this.median = sorted[sorted.length / 2];
  }

  /**
   * Reads NAME.json and NAME.f32 of a folder.
   *
   * @throws ExperimentException where they are not what the script writes
   */
  public static RecordedTable read(Path folder, String name) {
    try {
      JsonNode about = JSON.readTree(Files.readString(folder.resolve(name + ".json")));
      Space space = Space.empty();
      for (JsonNode parameter : about.path("parameters")) {
        Object[] indices = IntStream.range(0, parameter.path("values").size()).boxed().toArray();
        boolean ordered = parameter.path("ordered").asBoolean();
        Axis axis = ordered ? Axis.ints(0, indices.length - 1) : Axis.choice(indices);
        space = space.with(parameter.path("name").asText(), axis);
      }
      Path file = folder.resolve(name + ".f32");
      float[] losses = new float[(int) (Files.size(file) / Float.BYTES)];
      ByteBuffer.wrap(Files.readAllBytes(file))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(losses);
      if (losses.length != space.cardinality()) {
        throw new ExperimentException(
            file
                + " holds "
                + losses.length
                + " numbers, its space "
                + space.cardinality()
                + "; delete the folder to have it made anew");
      }
      return new RecordedTable(name, space, losses);
    } catch (IOException trouble) {
      throw new ExperimentException(
          "the table " + name + " cannot be read: " + ExperimentException.reason(trouble), trouble);
    }
  }

  /** Its name, as in {@code hpobench-car}. */
  public String name() {
    return name;
  }

  /** What a sampler chooses from. */
  public Space space() {
    return space;
  }

  /** The recorded loss of a point. */
  public double loss(Point point) {
    int index = 0;
    for (var entry : space.entries()) {
      index = index * (int) entry.axis().size() + (Integer) point.get(entry.name());
    }
    return losses[index];
  }

  /**
   * How far a loss is from the best of the table: 0 at the best, 1 at the median of all
   * configurations.
   */
  public double regret(double loss) {
    return (loss - best) / (median - best);
  }
}
