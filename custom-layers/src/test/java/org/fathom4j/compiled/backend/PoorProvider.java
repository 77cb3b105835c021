package org.fathom4j.compiled.backend;

import java.util.Optional;
import java.util.Set;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Operation;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Recurrence;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;
import org.fathom4j.compiled.interpreter.InterpreterBackend;

/** A backend that lacks some kernels, so that what is missing can be asked for. */
public final class PoorProvider implements BackendProvider {
  private static final Set<Class<? extends Operation>> LACKS =
      Set.of(PieceMaximum.class, LocalResponse.class, Recurrence.class);

  @Override
  public String title() {
    return "poor";
  }

  @Override
  public Backend open(Precision precision) {
    return new Poor(new InterpreterBackend(precision));
  }

  @Override
  public String remedy() {
    return "There is none.";
  }

  private record Poor(Backend rich) implements Backend {
    @Override
    public String name() {
      return "poor";
    }

    @Override
    public String instructions() {
      return rich.instructions();
    }

    @Override
    public boolean knows(Class<? extends Operation> operation) {
      return !LACKS.contains(operation) && rich.knows(operation);
    }

    @Override
    public Optional<String> obstacle(Step step) {
      return step.operation() instanceof Update update
              && update.rule() instanceof UpdateRule.AdaDelta
          ? Optional.of("poor has no kernel for AdaDelta")
          : Backend.super.obstacle(step);
    }

    @Override
    public Program compile(Graph graph, Vectors vectors) {
      return rich.compile(graph, vectors);
    }

    @Override
    public void close() {
      rich.close();
    }
  }
}
