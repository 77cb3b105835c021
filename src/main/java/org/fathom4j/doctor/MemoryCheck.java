package org.fathom4j.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/** Memory of the machine (or container), of Java's heap and of the arrays outside of it. */
final class MemoryCheck {
  private static final long GIB = 1L << 30;
  private static final long LEAST = 3 * GIB;

  private MemoryCheck() {}

  static Check run() {
    long total =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return of(total, Runtime.getRuntime().maxMemory(), Pointer.maxBytes());
  }

  static Check of(long total, long heap, long arrays) {
    String found = gib(total) + ": heap up to " + gib(heap) + ", arrays up to " + gib(arrays);
    if (total < LEAST) {
      return Check.warning(
          "memory",
          found,
          "The experiments are sized for 3 GiB and more: take smaller batches and data"
              + " (training.batch=32 data.train=10000).");
    }
    return arrays < total / 3
        ? Check.warning(
            "memory",
            found,
            "Arrays may take little of the memory. Start with ./fathom, or give Java"
                + " -Dorg.bytedeco.javacpp.maxbytes="
                + total / 2 / (1 << 20)
                + "M.")
        : Check.ok("memory", found);
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB);
  }
}
