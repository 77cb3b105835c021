package org.fathom4j.compiled.cuda.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.cuda.CudaBackendProvider;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.interpreter.InterpreterBackend;

/**
 * What the kit runs.
 *
 * <pre>
 * check                                  holds the interpreter to itself: the kit is complete
 * conformance [single|tf32] [NETWORKS]   tries the contract on the card; status 1 where something fails
 * nets                                   one line of JSON for each network of the benchmark
 * bench NET                              trains; reads numbers of steps, answers with seconds
 * </pre>
 *
 * Status 2 where there is no card to run on, with the reason.
 */
public final class Kit {
  private static final int REFUSED = 2;
  private static final int NETWORKS = 60;

  private Kit() {}

  /** Runs one of the commands. */
  public static void main(String[] arguments) throws IOException {
    String command = arguments.length == 0 ? "conformance" : arguments[0];
    if (command.equals("nets")) {
      BenchNets.all().forEach(net -> System.out.println(net.json()));
      return;
    }
    if (command.equals("check")) {
      try (Backend interpreter = new InterpreterBackend()) {
        conform(interpreter, Conformance.Tolerance.SINGLE, NETWORKS);
      }
      return;
    }
    try (Backend backend = new CudaBackendProvider().open(Precision.FLOAT)) {
      System.err.println(backend.name() + ", " + backend.instructions());
      if (command.equals("bench")) {
        bench(backend, arguments[1]);
      } else {
        boolean single = arguments.length < 2 || arguments[1].equals("single");
        int networks = arguments.length < 3 ? NETWORKS : Integer.parseInt(arguments[2]);
        Conformance.Tolerance tolerance =
            single ? Conformance.Tolerance.TRANSFORMED : Conformance.Tolerance.TENSOR_FLOATS;
        conform(backend, tolerance, networks);
      }
    } catch (BackendException refused) {
      System.out.println("cannot run: " + refused.getMessage());
      System.exit(REFUSED);
    }
  }

  private static void conform(Backend backend, Conformance.Tolerance tolerance, int networks) {
    if (new Conformance(backend, tolerance, System.out::println).run(networks) > 0) {
      System.exit(1);
    }
  }

  private static void bench(Backend backend, String name) throws IOException {
    BenchNets drawn =
        BenchNets.all().stream().filter(net -> net.name().equals(name)).findFirst().orElseThrow();
    Net.Trained net = drawn.trained();
    Floats parameters = net.parameters();
    Floats gradients = Floats.zeros(parameters.shape());
    Floats state = Floats.zeros(Shape.of(Math.max(1, net.states())));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Vectors vectors =
            Vectors.of(backend, parameters.buffer(), gradients.buffer())
                .with(backend.reside(state.buffer()));
        Program program = backend.compile(net.graph(), vectors)) {
      vectors.push();
      System.err.println(program.listing());
      int iteration = 0;
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        int steps = Integer.parseInt(line.strip());
        long begun = System.nanoTime();
        for (int i = 0; i < steps; i++) {
          program.run(net.at(iteration++));
        }
        double score = program.score(); // waits
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.println(String.format(Locale.ROOT, "%.9f %.6g", seconds, score));
      }
    }
  }
}
