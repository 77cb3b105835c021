package org.fathom4j.data;

import org.fathom4j.metrics.SweepRecord.DataInfo;

/**
 * A data set, split: training examples train, validation examples choose, test examples are scored
 * once.
 *
 * @param train examples to train on
 * @param validation examples that choose epoch and trial
 * @param test examples scored once, at the end
 * @param info what reports and trackers say of it
 * @param fitted how examples become what a network reads; part of every network trained on it
 */
public record DataSplit(
    Examples train, Examples validation, Examples test, DataInfo info, FittedData fitted) {
  /** Examples that a study makes itself. */
  public DataSplit(Examples train, Examples validation, Examples test, DataInfo info) {
    this(train, validation, test, info, new FittedData.OwnNumbers(train.target()));
  }
}
