package org.fathom4j.metrics;

/** Names of metrics as they are stored, tracked and shown. */
public final class Metric {
  /** Mean training loss over the epoch, regularization included. */
  public static final String TRAIN_LOSS = "train/loss";

  /** Share of training examples classified right, measured after the epoch, dropout off. */
  public static final String TRAIN_ACCURACY = "train/accuracy";

  /** Mean loss over the validation examples. */
  public static final String VALIDATION_LOSS = "validation/loss";

  /** Share of validation examples classified right. */
  public static final String VALIDATION_ACCURACY = "validation/accuracy";

  /** Mean loss over the test examples at the chosen epoch. */
  public static final String TEST_LOSS = "test/loss";

  /** Share of test examples classified right at the chosen epoch. */
  public static final String TEST_ACCURACY = "test/accuracy";

  /** The epoch with the best validation score, whose network was tested. */
  public static final String BEST_EPOCH = "best/epoch";

  /**
   * Before a quantity that has an epoch of its own, chosen by it on validation: {@code
   * own/test/digit-accuracy} is its value on the test examples then.
   */
  public static final String OWN_TEST = "own/test";

  /** As {@link #OWN_TEST}: which epoch that is. */
  public static final String OWN_EPOCH = "own/epoch";

  /** Training accuracy at the chosen epoch. */
  public static final String BEST_TRAIN_ACCURACY = "best/train/accuracy";

  /** Validation accuracy at the chosen epoch. */
  public static final String BEST_VALIDATION_ACCURACY = "best/validation/accuracy";

  /** Validation loss at the chosen epoch. */
  public static final String BEST_VALIDATION_LOSS = "best/validation/loss";

  /** Learning rate in force at the end of the epoch. */
  public static final String LEARNING_RATE = "learning-rate";

  /** Training examples per second, evaluation apart. */
  public static final String EXAMPLES_PER_SECOND = "time/examples-per-second";

  /** Seconds of the epoch, evaluation included. */
  public static final String EPOCH_SECONDS = "time/epoch-seconds";

  /** Share of the training time that passes in waiting for examples, evaluation apart. */
  public static final String DATA_SHARE = "time/data-share";

  private Metric() {}
}
