package org.fathom4j.bench;

/** One of a peer's modes. */
final class TwinSide implements Side {
  private final PythonPeer peer;
  private final Twin twin;
  private final String mode;
  private int steps;
  private double peakMb;

  TwinSide(PythonPeer peer, Twin twin, String mode) {
    this.peer = peer;
    this.twin = twin;
    this.mode = mode;
  }

  @Override
  public double train(int steps) {
    Twin.Run run = twin.train(mode, steps);
    this.steps += steps;
    peakMb = run.peakMb();
    return run.seconds();
  }

  /** Whose it is. */
  PythonPeer peer() {
    return peer;
  }

  /** Among the sides of a benchmark. */
  String name() {
    return peer.module() + " " + mode;
  }

  /** As the peer calls it. */
  String mode() {
    return mode;
  }

  /** Of the process, after this mode's last turn. */
  PeakMemory peak() {
    return new PeakMemory(steps, peakMb);
  }

  @Override
  public void close() {
    // All modes live in the twin.
  }
}
