package org.fathom4j.compiled.cuda.device;

/** A function that every work item of a launch runs. */
public interface Kernel {
  /** As the source calls it. */
  String name();
}
