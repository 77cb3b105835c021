package org.fathom4j.metrics;

/** What is predicted from an example, in kind. */
public enum TargetKind {
  /** One of several classes. */
  CLASSES("classes"),
  /** Real numbers. */
  NUMBERS("numbers"),
  /** Whole numbers of several digits. */
  SEQUENCE("whole numbers");

  private final String title;

  TargetKind(String title) {
    this.title = title;
  }

  /** As people call it, such as "classes". */
  public String title() {
    return title;
  }
}
