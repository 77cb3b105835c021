package org.fathom4j.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void fileOutput_getsALinePerTenth_withRateAndTimeLeft() {
    ProgressBar bar = new ProgressBar(out, false, nanos::get);
    for (int i = 0; i <= 100; i++) {
      nanos.set(i * 10_000_000L);
      bar.arrived("a.mat", i * 100_000L, 10_000_000);
    }
    String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\\R");
    assertThat(lines).hasSize(11);
    // Half of 10 MB after half a second: 10 MB/s, so half a second is left.
    assertThat(lines[5])
        .contains("a.mat [===============               ] 5.0 / 10.0 MB  10.0 MB/s");
  }

  @Test
  void terminal_isRewrittenInPlace() {
    ProgressBar bar = new ProgressBar(out, true, nanos::get);
    bar.arrived("a.mat", 0, 10);
    bar.arrived("a.mat", 10, 10);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("\ra.mat")
        .contains("\ra.mat [===");
  }
}
