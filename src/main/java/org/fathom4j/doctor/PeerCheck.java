package org.fathom4j.doctor;

import java.util.List;
import java.util.Optional;
import org.fathom4j.device.Command;

/** A library of Python that {@code ./fathom bench --against} measures against. */
final class PeerCheck {
  private static final String SCRIPT =
      "import sys, importlib.metadata as m; print('%1$s', m.version('%1$s'), sys.executable)";

  private PeerCheck() {}

  static Check torch(Surroundings surroundings) {
    return run(
        surroundings,
        "torch",
        "pip install torch --index-url https://download.pytorch.org/whl/cpu");
  }

  static Check jax(Surroundings surroundings) {
    return run(surroundings, "jax", "pip install jax");
  }

  private static Check run(Surroundings surroundings, String module, String install) {
    String named = surroundings.variable("FATHOM_PYTHON");
    String python = named.isEmpty() ? "python3" : named;
    Optional<Command.Outcome> outcome =
        Command.run(List.of(python, "-c", SCRIPT.formatted(module)));
    if (outcome.isPresent() && outcome.get().firstLine().startsWith(module + " ")) {
      return Check.ok(module, outcome.get().firstLine().substring(module.length() + 1));
    }
    String found = outcome.isEmpty() ? "there is no " + python : python + " has no " + module;
    return Check.note(
        module, found, "Only ./fathom bench --against %s needs it: %s.".formatted(module, install));
  }
}
