package org.fathom4j.dashboard.machine;

import java.util.Optional;
import java.util.function.LongSupplier;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;

/**
 * How busy this machine is, looked at when somebody asks, and every other second at most.
 * Thread-safe.
 */
public final class Machine {
  private static final long LOOK_NANOS = 2_000_000_000L;

  private final HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
  private final LongSupplier nanos;
  private long looked;
  private Optional<Load> load = Optional.empty();

  /**
   * How busy a machine is.
   *
   * @param processors share of its processors' time that was used since the look before, 0 to 1
   * @param used bytes of memory that nobody else could have
   * @param total bytes of memory
   */
  public record Load(double processors, long used, long total) {}

  /**
   * This machine.
   *
   * @param nanos a clock
   */
  public Machine(LongSupplier nanos) {
    this.nanos = nanos;
    hardware.getProcessor().getSystemCpuLoadBetweenTicks(); // what comes is measured from here on
    this.looked = nanos.getAsLong();
  }

  /** How busy it is; empty for the first two seconds. */
  public synchronized Optional<Load> load() {
    long now = nanos.getAsLong();
    if (now - looked >= LOOK_NANOS) {
      looked = now;
      long total = hardware.getMemory().getTotal();
      long used = total - hardware.getMemory().getAvailable();
      double processors = hardware.getProcessor().getSystemCpuLoadBetweenTicks();
      load = Optional.of(new Load(Math.max(0, Math.min(1, processors)), used, total));
    }
    return load;
  }
}
