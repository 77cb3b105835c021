package org.fathom4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fathom4j.network.Activations;
import org.fathom4j.network.LayerRegistry;
import org.fathom4j.network.LayerType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fathom layers}: what the network section of a file can name. */
@Command(
    name = "layers",
    description =
        "Every layer and activation that an experiment file knows, with formula and options.",
    mixinStandardHelpOptions = true)
final class LayersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Layers");
    for (LayerType layer : LayerRegistry.load().all()) {
      out.printf(Locale.ROOT, "%n  %-28s %s%n", layer.name(), layer.formula());
      for (LayerType.Option option : layer.options()) {
        out.printf(Locale.ROOT, "    %-26s %s%n", option.name(), option.meaning());
      }
    }
    out.printf("%nActivations%n%n");
    for (Activations.Entry activation : Activations.all()) {
      out.printf(Locale.ROOT, "  %-28s %s%n", activation.name(), activation.formula());
    }
    out.flush();
    return 0;
  }
}
