package org.fathom4j.mlflow.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How busy NVIDIA's GPUs are, as their driver's tool tells it; a tool that fails once is left. */
final class GpuMetrics {
  private static final List<String> COMMAND =
      List.of(
          "nvidia-smi",
          "--query-gpu=index,utilization.gpu,memory.used,memory.total,power.draw",
          "--format=csv,noheader,nounits");
  private static final double MEBIBYTE = 1.048576;
  private static final int PATIENCE_SECONDS = 3;

  private boolean there = true;

  /** By MLflow's own names, without their prefix; none where there is no such tool. */
  Map<String, Double> now() {
    if (!there) {
      return Map.of();
    }
    try {
      Process tool = new ProcessBuilder(COMMAND).redirectErrorStream(true).start();
      tool.getOutputStream().close();
      there = tool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && tool.exitValue() == 0;
      if (!there) {
        tool.destroyForcibly();
        return Map.of();
      }
      return read(new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      there = false;
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  /** A line for each: {@code 0, 35, 1024, 24576, 71.5}; what a card does not tell is no number. */
  static Map<String, Double> read(String lines) {
    Map<String, Double> found = new TreeMap<>();
    for (String line : lines.lines().toList()) {
      String[] fields = line.split("\\s*,\\s*", -1);
      if (fields.length == 5 && fields[0].matches("\\d+")) {
        String gpu = "gpu_" + fields[0] + "_";
        put(found, gpu + "utilization_percentage", number(fields[1]));
        put(found, gpu + "memory_usage_megabytes", number(fields[2]) * MEBIBYTE);
        put(found, gpu + "memory_usage_percentage", 100 * number(fields[2]) / number(fields[3]));
        put(found, gpu + "power_usage_watts", number(fields[4]));
      }
    }
    return found;
  }

  private static void put(Map<String, Double> found, String name, double value) {
    if (Double.isFinite(value)) {
      found.put(name, value);
    }
  }

  private static double number(String text) {
    return text.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(text) : Double.NaN;
  }
}
