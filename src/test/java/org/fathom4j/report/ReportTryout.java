package org.fathom4j.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;

/** Writes a report of every made-up sweep, to look at: {@code java ... ReportTryout FOLDER}. */
public final class ReportTryout {
  private ReportTryout() {}

  /** Every kind of sweep by name. */
  static Map<String, SweepRecord> sweeps() {
    Map<String, SweepRecord> sweeps = new LinkedHashMap<>();
    sweeps.put("depth-3", SweepSamples.depthStudy(3, 0.08));
    sweeps.put("depth-5", SweepSamples.depthStudy(5, 0.08));
    sweeps.put("no-difference", SweepSamples.depthStudy(5, 0.0));
    sweeps.put("deeper-is-worse", SweepSamples.depthStudy(5, -0.1));
    sweeps.put("one-seed", SweepSamples.depthStudy(1, 0.08));
    sweeps.put("grid", SweepSamples.grid(3));
    sweeps.put("search", SweepSamples.search(30));
    sweeps.put("categories", SweepSamples.categories(5));
    sweeps.put("single", SweepSamples.single());
    sweeps.put("troubled", SweepSamples.troubled(SweepSamples.depthStudy(5, 0.08)));
    sweeps.put("regression", SweepSamples.regression(5));
    sweeps.put("nothing", SweepSamples.with(SweepSamples.single(), java.util.List.of()));
    return sweeps;
  }

  public static void main(String[] args) {
    sweeps()
        .forEach(
            (name, sweep) -> {
              RunOutcome run = RunOutcome.of(sweep, Optional.empty(), false);
              Report.write(run, Path.of(args[0], name));
              System.out.println(
                  name + ": " + run.answer() + "\n" + Report.summary(run.findings().orElseThrow()));
            });
  }
}
