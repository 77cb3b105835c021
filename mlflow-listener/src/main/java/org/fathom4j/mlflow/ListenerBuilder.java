package org.fathom4j.mlflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fathom4j.mlflow.Settings.EpochEvaluation;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.Patience;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.slf4j.LoggerFactory;

/** What a {@link MlflowListener} tracks, and where. */
public final class ListenerBuilder {
  private final MlflowServer server;
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final List<EpochEvaluation> evaluations = new ArrayList<>();
  private Patience patience = Patience.USUAL;
  private String experiment = "deeplearning4j";
  private String run = "";
  private boolean keepsModel = true;
  private Consumer<String> warnings = LoggerFactory.getLogger(MlflowListener.class)::warn;

  ListenerBuilder(MlflowServer server) {
    this.server = server;
  }

  /** The experiment's name, by default {@code deeplearning4j}; it is made where absent. */
  public ListenerBuilder experiment(String name) {
    experiment = name;
    return this;
  }

  /** The run's name; the server gives one where none is given here. */
  public ListenerBuilder run(String name) {
    run = name;
    return this;
  }

  /** A parameter of your own, such as the name of the data. */
  public ListenerBuilder parameter(String name, Object value) {
    parameters.put(name, String.valueOf(value));
    return this;
  }

  /** A tag of your own. */
  public ListenerBuilder tag(String name, String value) {
    tags.put(name, value);
    return this;
  }

  /** Scores classes on this data after each epoch: {@code NAME/accuracy} and others. */
  public ListenerBuilder evaluating(String name, DataSetIterator data) {
    return evaluating(name, data, List.of(Evaluation::new));
  }

  /** As {@link #evaluating(String, DataSetIterator)}, such as {@code RegressionEvaluation::new}. */
  public ListenerBuilder evaluating(
      String name, DataSetIterator data, List<Supplier<? extends IEvaluation<?>>> kinds) {
    evaluations.add(new EpochEvaluation(name, data, List.copyOf(kinds)));
    return this;
  }

  /** Whether the network is sent at the end; by default it is. */
  public ListenerBuilder model(boolean kept) {
    keepsModel = kept;
    return this;
  }

  /** Who is told of trouble, in one line; by default SLF4J's logger of this class. */
  public ListenerBuilder warnings(Consumer<String> told) {
    warnings = told;
    return this;
  }

  ListenerBuilder patience(Patience other) {
    patience = other;
    return this;
  }

  /** The listener, for one training. */
  public MlflowListener build() {
    server.warning().ifPresent(warnings);
    return new MlflowListener(
        new Settings(
            server,
            patience,
            experiment,
            run,
            Map.copyOf(parameters),
            Map.copyOf(tags),
            List.copyOf(evaluations),
            keepsModel,
            warnings));
  }
}
