package org.fathom4j.doctor;

import java.util.List;
import java.util.Optional;
import org.fathom4j.device.Command;

/** PyTorch, which {@code ./fathom bench --against torch} measures against. */
final class TorchCheck {
  private static final String NAME = "torch";
  private static final String SCRIPT =
      "import sys, importlib.metadata as m; print('torch', m.version('torch'), sys.executable)";

  private TorchCheck() {}

  static Check run(Surroundings surroundings) {
    String named = surroundings.variable("FATHOM_PYTHON");
    String python = named.isEmpty() ? "python3" : named;
    Optional<Command.Outcome> outcome = Command.run(List.of(python, "-c", SCRIPT));
    if (outcome.isPresent() && outcome.get().firstLine().startsWith("torch ")) {
      return Check.ok(NAME, outcome.get().firstLine().substring("torch ".length()));
    }
    String found = outcome.isEmpty() ? "there is no " + python : python + " has no torch";
    return Check.note(
        NAME,
        found,
        "Only ./fathom bench --against torch needs it: pip install torch"
            + " --index-url https://download.pytorch.org/whl/cpu.");
  }
}
