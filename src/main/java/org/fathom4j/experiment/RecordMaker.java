package org.fathom4j.experiment;

import java.util.List;
import org.fathom4j.config.SweepSpec;
import org.fathom4j.config.SweepSpec.Measure;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.provenance.Provenance;

/**
 * Makes the record of a sweep at any moment of it.
 *
 * @param id the run's; a resumed run keeps it, so that a tracking server knows it again
 * @param sweep the experiment
 * @param options how it is run
 * @param data its data set
 * @param provenance where the run takes place
 * @param started when, as {@link System#nanoTime}
 * @param before seconds that processes before this one worked on the run
 */
record RecordMaker(
    String id,
    PreparedSweep sweep,
    RunOptions options,
    SweepRecord.DataInfo data,
    Provenance provenance,
    long started,
    double before) {
  SweepRecord record(List<TrialRecord> trials) {
    SweepSpec spec = sweep.header().sweep();
    return new SweepRecord(
        id,
        sweep.header().name(),
        sweep.header().question(),
        sweep.header().preset().orElse(""),
        sweep.header().report().axis(),
        spec.objective(),
        spec.maximize(),
        spec.match().map(match -> match.sizeIn(Measure.PARAMETERS)).orElse(0L),
        spec.match().map(match -> match.sizeIn(Measure.OPERATIONS)).orElse(0L),
        sweep.total(),
        data,
        sweep.file().resolved(),
        sweep.file().specHash(),
        options.command(),
        provenance,
        trials,
        before + (System.nanoTime() - started) / 1e9);
  }
}
