package org.fathom4j.mlflow.client;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.mlflow.client.Batch.Point;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;

/**
 * A run as the server has it.
 *
 * @param id by which the server knows it
 * @param status how it stands
 * @param artifacts where its files are: {@code mlflow-artifacts:/1/ID/artifacts}
 * @param tags by name
 * @param latest the last point of each metric
 */
public record StoredRun(
    String id, RunStatus status, String artifacts, Map<String, String> tags, List<Point> latest) {
  static StoredRun of(Run run) {
    Map<String, String> tags = new TreeMap<>();
    run.getData().getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    List<Point> latest =
        run.getData().getMetricsList().stream()
            .map(m -> new Point(m.getKey(), m.getValue(), m.getTimestamp(), m.getStep()))
            .toList();
    return new StoredRun(
        run.getInfo().getRunId(),
        RunStatus.of(run.getInfo().getStatus()),
        run.getInfo().getArtifactUri(),
        tags,
        latest);
  }

  static StoredRun made(RunInfo info) {
    return new StoredRun(
        info.getRunId(), RunStatus.RUNNING, info.getArtifactUri(), Map.of(), List.of());
  }
}
