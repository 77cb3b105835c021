package org.fathom4j.mlflow.client;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fathom4j.mlflow.client.Batch.Point;

/**
 * How busy the machine is, under the names of MLflow's own clients, which its pages show on a tab
 * of their own. Megabytes are 10^6 bytes, shares are per cent.
 */
public final class SystemMetrics {
  private static final double MEGABYTE = 1e6;
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** What holds now: CPU since the last time, memory of the machine, heap of this program. */
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
    return points;
  }

  /** Linux counts its file cache as used, though programs can have it. */
  private double available() {
    if (Files.isReadable(MEMORY)) {
      try {
        for (String line : Files.readAllLines(MEMORY)) {
          if (line.startsWith("MemAvailable:")) {
            return 1024.0 * Long.parseLong(line.replaceAll("\\D", ""));
          }
        }
      } catch (IOException e) {
        return system.getFreeMemorySize();
      }
    }
    return system.getFreeMemorySize();
  }
}
