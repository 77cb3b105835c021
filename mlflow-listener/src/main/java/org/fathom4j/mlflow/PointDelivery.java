package org.fathom4j.mlflow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.mlflow.client.Batch;
import org.fathom4j.mlflow.client.Batch.Point;
import org.fathom4j.mlflow.client.Delivery;
import org.fathom4j.mlflow.client.MlflowFailure;

/** Points of metrics; those that wait together go together. */
record PointDelivery(TrackedRun run, List<Point> points) implements Delivery {
  @Override
  public void deliver() throws MlflowFailure {
    run.log(Batch.metrics(points));
  }

  @Override
  public Optional<Delivery> with(Delivery next) {
    return next instanceof PointDelivery more
            && points.size() + more.points.size() <= Batch.MOST_METRICS
        ? Optional.of(
            new PointDelivery(run, Stream.concat(points.stream(), more.points.stream()).toList()))
        : Optional.empty();
  }
}
