package org.fathom4j.bench.sweeps;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.fathom4j.bench.Twin;
import org.fathom4j.config.OptimizerSpec;
import org.fathom4j.config.ScheduleSpec;
import org.fathom4j.config.SpaceSpec;
import org.fathom4j.config.TrainingSpec;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.trial.PreparedTrial;

/**
 * A sweep as the Python script reads it: the same networks, seeds, settings and examples. It knows
 * what the works of the benchmark need: classes, Adam, a constant or a cosine rate.
 */
final class PeerTask {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PeerTask() {}

  /** Writes task.json and the examples into a folder. */
  static void write(PreparedSweep sweep, Path folder) throws IOException {
    PreparedTrial first = sweep.trials().get(0);
    DataSplit data = sweep.binding().examples(first.data());
    write(folder, "train", data.train());
    write(folder, "validation", data.validation());
    write(folder, "test", data.test());
    ObjectNode task = JSON.createObjectNode();
    task.set("example", JSON.valueToTree(TwinNet.example(data.train().shape())));
    settings(task, first.training());
    task.put("count", sweep.total()).put("seed", sweep.header().sweep().search().seed());
    if (sweep.drawing().isPresent()) {
      search(task, sweep, first);
    } else {
      ArrayNode trials = task.putArray("trials");
      for (PreparedTrial trial : sweep.trials()) {
        ObjectNode node = trials.addObject().put("seed", trial.planned().seed());
        node.set("net", Twin.net(TwinNet.of(trial)));
      }
    }
    Files.writeString(folder.resolve("task.json"), task.toString());
  }

  private static void settings(ObjectNode task, TrainingSpec training) {
    if (!(training.optimizer() instanceof OptimizerSpec.Adam adam)) {
      throw new IllegalArgumentException("the script knows Adam alone: " + training.optimizer());
    }
    task.put("epochs", training.epochs()).put("batch", training.batch()).put("rate", adam.rate());
    task.put("cosine", training.schedule() instanceof ScheduleSpec.Cosine to ? to.to() : 1.0);
  }

  /** The ranges of a learning rate and of the first layer's width. */
  private static void search(ObjectNode task, PreparedSweep sweep, PreparedTrial any) {
    task.set("net", Twin.net(TwinNet.of(any)));
    ObjectNode search = task.putObject("search");
    for (Map.Entry<String, SpaceSpec> axis : sweep.header().sweep().search().space().entrySet()) {
      ArrayNode range = search.putArray(axis.getKey());
      if (axis.getValue() instanceof SpaceSpec.Reals reals) {
        range.add(reals.from()).add(reals.to());
      } else if (axis.getValue() instanceof SpaceSpec.Integers integers) {
        range.add(integers.from()).add(integers.to());
      }
    }
  }

  private static void write(Path folder, String name, Examples examples) throws IOException {
    int size = examples.shape().size();
    int classes = examples.target().width();
    float[] features = new float[size];
    float[] label = new float[classes];
    ByteBuffer row = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer labels =
        ByteBuffer.allocate(examples.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".x"))) {
      for (int i = 0; i < examples.size(); i++) {
        examples.features(i, features, 0);
        row.asFloatBuffer().put(features);
        out.write(row.array());
        examples.label(i, label, 0);
        labels.putInt(hot(label));
      }
    }
    Files.write(folder.resolve(name + ".y"), labels.array());
  }

  private static int hot(float[] label) {
    int hot = 0;
    while (label[hot] == 0) {
      hot++;
    }
    return hot;
  }
}
