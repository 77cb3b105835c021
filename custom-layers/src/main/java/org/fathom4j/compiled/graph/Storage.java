package org.fathom4j.compiled.graph;

/** Where the elements of a tensor live. */
public sealed interface Storage {

  /** In the program's own memory, for as long as a later step reads it. */
  record Planned() implements Storage {}

  /** In what the batch brings: elsewhere for each run. */
  sealed interface Brought extends Storage
      permits Features, FeaturesMask, Labels, LabelsMask, Carried {}

  /**
   * Features of the batch, read where the caller keeps them.
   *
   * @param input index of the network's input
   */
  record Features(int input) implements Brought {}

  /**
   * The mask of features of the batch, read where the caller keeps it.
   *
   * @param input index of the network's input
   */
  record FeaturesMask(int input) implements Brought {}

  /**
   * Labels of the batch, read where the caller keeps them.
   *
   * @param output index of the network's output
   */
  record Labels(int output) implements Brought {}

  /**
   * The mask of labels of the batch, read where the caller keeps it.
   *
   * @param output index of the network's output
   */
  record LabelsMask(int output) implements Brought {}

  /**
   * What the run before hands on to this one.
   *
   * @param place among all that is handed on
   */
  record Carried(int place) implements Brought {}

  /** A number that is added to what a run answers with. */
  record Score() implements Storage {}

  /** In one of the network's own flat vectors, which outlive programs; row-major. */
  sealed interface Vector extends Storage permits Parameter, Gradient, State {
    /** Index of the first element in the vector. */
    long offset();
  }

  /**
   * A part of the network's flat parameter vector.
   *
   * @param offset index of the first element in the vector
   */
  record Parameter(long offset) implements Vector {}

  /**
   * A part of the network's flat gradient vector, at the offset of its parameter.
   *
   * @param offset index of the first element in the vector
   */
  record Gradient(long offset) implements Vector {}

  /**
   * A part of the updater's flat state vector.
   *
   * @param offset index of the first element in the vector
   */
  record State(long offset) implements Vector {}

  /** Memory that one operation keeps between its passes; only the backend knows its size. */
  record Kept() implements Storage {}
}
