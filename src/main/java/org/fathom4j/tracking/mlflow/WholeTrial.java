package org.fathom4j.tracking.mlflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.Batch;
import org.fathom4j.mlflow.client.Batch.Point;
import org.fathom4j.mlflow.client.RunStatus;
import org.fathom4j.mlflow.client.StoredRun;

/** All that a server is sent of a trial that nobody trains any more. */
record WholeTrial(
    Map<String, String> tags,
    Map<String, String> parameters,
    List<Point> points,
    RunStatus status,
    long startMillis,
    long endMillis) {
  static WholeTrial of(
      SweepRecord sweep, TrialRecord trial, String parentRun, Map<String, String> rungs) {
    long begun = sweep.provenance().startedMillis();
    Map<String, String> tags = new LinkedHashMap<>(TrialContent.tags(sweep, trial, parentRun));
    tags.putAll(TrialContent.endState(trial));
    tags.putAll(rungs);
    List<Point> points = new ArrayList<>();
    trial.epochs().forEach(epoch -> points.addAll(TrialContent.points(epoch)));
    points.addAll(TrialContent.results(trial, begun));
    return new WholeTrial(
        tags,
        TrialContent.parameters(sweep, trial),
        points,
        TrialContent.status(trial),
        TrialContent.startMillis(trial).orElse(begun),
        TrialContent.endMillis(trial).orElse(begun));
  }

  String fingerprint() {
    Fingerprint print =
        new Fingerprint().addAll(tags).addAll(parameters).add(status).add(endMillis);
    points.forEach(
        point ->
            print.add(point.key()).add(point.value()).add(point.timeMillis()).add(point.step()));
    return print.text();
  }

  /** Whether a run has all of it already. */
  boolean isIn(StoredRun run) {
    return run.status() == status && fingerprint().equals(run.tags().get(Fingerprint.TAG));
  }

  /** With its fingerprint. */
  Batch batch() {
    Map<String, String> last = new LinkedHashMap<>(tags);
    last.put(Fingerprint.TAG, fingerprint());
    return new Batch(points, parameters, last);
  }
}
