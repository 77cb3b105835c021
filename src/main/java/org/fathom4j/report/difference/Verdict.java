package org.fathom4j.report.difference;

/** What became of an arm from the first run to the second. */
public enum Verdict {
  /** Every epoch and result of every trial that both have is the same, clocks apart. */
  IDENTICAL("identical"),
  /** It moved no further than another training would have. */
  WITHIN_NOISE("within noise"),
  /** It rose beyond noise. */
  BETTER("better"),
  /** It fell beyond noise, or trials failed that did not. */
  WORSE("worse"),
  /** It moved, and nothing says how much trainings differ by themselves. */
  UNJUDGED("moved; noise unknown"),
  /** The two runs have no trained seed of it in common. */
  UNPAIRED("no seed in common"),
  /** The second run does not have it. */
  ONLY_FIRST("only in the first"),
  /** The first run does not have it. */
  ONLY_SECOND("only in the second");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }
}
