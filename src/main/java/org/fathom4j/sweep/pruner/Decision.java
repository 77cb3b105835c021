package org.fathom4j.sweep.pruner;

/** What becomes of a trial that has trained what it was told. */
public sealed interface Decision {
  /**
   * It trains on at once.
   *
   * @param epoch up to which, before the pruner is asked again
   */
  record GoOn(int epoch) implements Decision {}

  /** It keeps its checkpoint and gives its worker away; it may be promoted later. */
  record Wait() implements Decision {}

  /**
   * It ends.
   *
   * @param reason in a few words, for tracker and report
   */
  record Stop(String reason) implements Decision {}
}
