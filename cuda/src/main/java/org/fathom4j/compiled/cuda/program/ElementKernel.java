package org.fathom4j.compiled.cuda.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fathom4j.compiled.cuda.device.Argument;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Writes the kernel of a chain of calls: what it needs of an element is read once, what comes of a
 * call is handed to the next, and what has a place in memory is written in the end. Numbers are
 * arguments, so that chains of the same calls have the same kernel.
 */
final class ElementKernel {
  private static final int LONGEST_NAME = 100;

  private final Surroundings surroundings;
  private final List<String> parameters = new ArrayList<>(List.of("int n"));
  private final List<Argument> arguments = new ArrayList<>();
  private final Map<Place, String> pointers = new LinkedHashMap<>();
  private final Map<Location, String> values = new LinkedHashMap<>();
  private final Map<Location, Tensor> written = new LinkedHashMap<>();
  private final Set<Location> whole = new LinkedHashSet<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Call> calls;
  private long bytes;

  /** Where things lie. */
  interface Surroundings {
    /** The tensor whose elements one has. */
    Tensor root(Tensor tensor);

    /** Where a tensor lies, or nothing where it never leaves a kernel. */
    Optional<Place> place(Tensor tensor);

    /** The table of numbers that change from run to run. */
    Place table();

    /** A number's place in the table, below 0 where there is none. */
    int factor(Optional<Factor> factor);

    /** Where a mask's numbers begin in the table. */
    int draw(Dropout dropout);
  }

  /** Of calls for the same elements, of which there is one at least. */
  ElementKernel(List<Call> calls, Surroundings surroundings) {
    this.calls = calls;
    this.surroundings = surroundings;
    arguments.add(new Argument.Whole(Math.toIntExact(elements())));
    calls.forEach(this::write);
    written.values().forEach(this::store);
  }

  /** How many elements there are. */
  long elements() {
    return calls.get(0).elements();
  }

  /** What the kernel is called with. */
  List<Argument> arguments() {
    return arguments;
  }

  /** What is read and written, if nothing is read twice. */
  long bytes() {
    return bytes;
  }

  /** Of its functions, and different for different sources. */
  String name() {
    String functions = calls.stream().map(Call::function).collect(Collectors.joining("_"));
    return "%s_%08x"
        .formatted(
            functions.substring(0, Math.min(functions.length(), LONGEST_NAME)), body().hashCode());
  }

  /** The kernel alone, without the functions. */
  String source() {
    return "KERNEL(" + name() + ")" + body();
  }

  private String body() {
    return """
        (%s) {
          EACH(i, n) {
        %s
          }
        }
        """
        .formatted(
            String.join(", ", parameters),
            lines.stream().map(line -> "    " + line).collect(Collectors.joining("\n")));
  }

  private void write(Call call) {
    String operands = call.operands().stream().map(this::operand).collect(Collectors.joining(", "));
    lines.add("%s(i, %s);".formatted(call.function(), operands));
  }

  private String operand(Call.Operand operand) {
    if (operand instanceof Call.Operand.Touched touched) {
      return touched(touched);
    } else if (operand instanceof Call.Operand.Real real) {
      return parameter("float", new Argument.Real(real.value()));
    } else if (operand instanceof Call.Operand.Numbers) {
      return pointer(surroundings.table());
    } else if (operand instanceof Call.Operand.Variable number) {
      return whole(surroundings.factor(number.factor()));
    } else if (operand instanceof Call.Operand.Draw draw) {
      return whole(surroundings.draw(draw.dropout()));
    }
    return whole(((Call.Operand.Whole) operand).value());
  }

  private String whole(int value) {
    return parameter("int", new Argument.Whole(value));
  }

  private String touched(Call.Operand.Touched touched) {
    Tensor root = surroundings.root(touched.tensor());
    return switch (touched.way()) {
      case OWN -> value(root);
      case RESULT -> "&" + fresh(root);
      case CHANGED -> "&" + changed(root);
      case ANYWHERE, SPREAD -> {
        if (whole.add(Location.of(root))) {
          bytes += root.shape().elements() * Float.BYTES;
        }
        yield pointer(lying(root));
      }
      case DOUBTED -> pointer(lying(root));
    };
  }

  private Place lying(Tensor root) {
    return surroundings
        .place(root)
        .orElseThrow(() -> new IllegalStateException(root + " is read where it is not written"));
  }

  /** The variable that has the element's number, read from memory where there is none as yet. */
  private String value(Tensor root) {
    String known = values.get(Location.of(root));
    return known == null ? loaded(root) : known;
  }

  private String loaded(Tensor root) {
    String pointer = pointer(lying(root));
    String value = variable(root);
    lines.add("float %s = %s[i];".formatted(value, pointer));
    bytes += elements() * Float.BYTES;
    return value;
  }

  private String variable(Tensor root) {
    String name = "v" + lines.size();
    values.put(Location.of(root), name);
    return name;
  }

  private String fresh(Tensor root) {
    String value = variable(root);
    lines.add("float %s;".formatted(value));
    written.put(Location.of(root), root);
    return value;
  }

  private String changed(Tensor root) {
    String value = value(root);
    written.put(Location.of(root), root);
    return value;
  }

  private void store(Tensor root) {
    surroundings
        .place(root)
        .ifPresent(
            place -> {
              lines.add("%s[i] = %s;".formatted(pointer(place), value(root)));
              bytes += elements() * Float.BYTES;
            });
  }

  private String pointer(Place place) {
    String known = pointers.get(place);
    if (known != null) {
      return known;
    }
    String name = parameter("GLOBAL float *", place);
    pointers.put(place, name);
    return name;
  }

  private String parameter(String type, Argument argument) {
    String name = "a" + arguments.size();
    parameters.add(type.endsWith("*") ? type + name : type + " " + name);
    arguments.add(argument);
    return name;
  }
}
