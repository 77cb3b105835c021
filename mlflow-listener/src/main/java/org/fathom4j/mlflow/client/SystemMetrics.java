package org.fathom4j.mlflow.client;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.fathom4j.mlflow.client.Batch.Point;

/**
 * How busy the machine is, under the names of MLflow's own clients, which its pages show on a tab
 * of their own. Megabytes are 10^6 bytes, shares are per cent.
 */
public final class SystemMetrics {
  private static final double MEGABYTE = 1e6;
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path STATUS = Path.of("/proc/self/status");

  private final GpuMetrics gpus = new GpuMetrics();
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** The processors' load is measured from here on. */
  public SystemMetrics() {
    system.getCpuLoad();
  }

  /** What holds now: CPU since the last time, memory of machine, program and heap, GPUs. */
  public List<Point> now(long timeMillis, long step) {
    double total = system.getTotalMemorySize();
    double used = total - available();
    Runtime own = Runtime.getRuntime();
    List<Point> points = new ArrayList<>();
    double cpu = system.getCpuLoad();
    if (cpu >= 0) {
      points.add(new Point("system/cpu_utilization_percentage", 100 * cpu, timeMillis, step));
    }
    points.add(
        new Point("system/system_memory_usage_megabytes", used / MEGABYTE, timeMillis, step));
    points.add(
        new Point("system/system_memory_usage_percentage", 100 * used / total, timeMillis, step));
    points.add(
        new Point(
            "system/jvm_heap_usage_megabytes",
            (own.totalMemory() - own.freeMemory()) / MEGABYTE,
            timeMillis,
            step));
    resident()
        .ifPresent(
            bytes -> {
              points.add(
                  new Point(
                      "system/process_memory_usage_megabytes", bytes / MEGABYTE, timeMillis, step));
              points.add(
                  new Point(
                      "system/jvm_off_heap_usage_megabytes",
                      Math.max(0, bytes - own.totalMemory()) / MEGABYTE,
                      timeMillis,
                      step));
            });
    gpus.now()
        .forEach((name, value) -> points.add(new Point("system/" + name, value, timeMillis, step)));
    return points;
  }

  /** What of this program is in memory; of it, all but the heap is the networks' and Java's own. */
  private static OptionalDouble resident() {
    return kilobytes(STATUS, "VmRSS:");
  }

  private static OptionalDouble kilobytes(Path file, String name) {
    if (!Files.isReadable(file)) {
      return OptionalDouble.empty();
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> 1024.0 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  /** Linux counts its file cache as used, though programs can have it. */
  private double available() {
    return kilobytes(MEMORY, "MemAvailable:").orElse((double) system.getFreeMemorySize());
  }
}
