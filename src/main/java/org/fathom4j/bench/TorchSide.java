package org.fathom4j.bench;

/** One of PyTorch's two modes. */
final class TorchSide implements Side {
  private final TorchTwin twin;
  private final String mode;
  private int steps;
  private double peakMb;

  TorchSide(TorchTwin twin, String mode) {
    this.twin = twin;
    this.mode = mode;
  }

  @Override
  public double train(int steps) {
    TorchTwin.Run run = twin.train(mode, steps);
    this.steps += steps;
    peakMb = run.peakMb();
    return run.seconds();
  }

  /** eager or compile. */
  String mode() {
    return mode;
  }

  /** Of the process, after this mode's last turn. */
  PeakMemory peak() {
    return new PeakMemory(steps, peakMb);
  }

  @Override
  public void close() {
    // Both modes live in the twin.
  }
}
