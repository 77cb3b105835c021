package org.fathom4j.compiled;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.interpreter.InterpreterBackend;
import org.fathom4j.compiled.lowering.Obstacle;
import org.fathom4j.compiled.onednn.OneDnnBackend;

/** What can run a compiled step: the one place that knows every backend. */
public enum KernelLibrary {
  /** oneDNN's kernels, on all cores of the CPU; what is used if nothing is said. */
  ONE_DNN("oneDNN"),
  /** Plain Java, row by row: slow, and what the others are held to. */
  INTERPRETER("interpreter");

  /** System property that names the library to use in place of {@link #ONE_DNN}. */
  public static final String PROPERTY = "fathom4j.kernels";

  private final String title;

  KernelLibrary(String title) {
    this.title = title;
  }

  /**
   * The library that {@link #PROPERTY} names, or else {@link #ONE_DNN}.
   *
   * @throws IllegalArgumentException where it names none of them
   */
  public static KernelLibrary chosen() {
    String wanted = System.getProperty(PROPERTY, ONE_DNN.title);
    return Arrays.stream(values())
        .filter(library -> library.title.equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s names no library of kernels: '%s'; there are %s"
                        .formatted(
                            PROPERTY,
                            wanted,
                            Arrays.stream(values())
                                .map(library -> library.title.toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * Loads it.
   *
   * @throws LinkageError where there is no build of it for this machine
   * @throws BackendException where there is one and it finds nothing to run on
   */
  Backend open() {
    return open(Precision.FLOAT);
  }

  /** As {@link #open()}, with products of a precision. */
  Backend open(Precision precision) {
    return switch (this) {
      case ONE_DNN -> OneDnnBackend.open(precision);
      case INTERPRETER -> new InterpreterBackend(precision);
    };
  }

  /**
   * The instruction set or kind of processor that its kernels use, such as {@code avx512_core};
   * empty where it does not load. Another one gives losses that differ in their last digits.
   */
  public String instructions() {
    try (Backend backend = open()) {
      return backend.instructions();
    } catch (LinkageError | BackendException unsupported) {
      return "";
    }
  }

  /**
   * Its version and what its kernels use, such as {@code oneDNN 3.11.0, kernels for avx512_core};
   * empty where it does not load.
   */
  public String loaded() {
    try (Backend backend = open()) {
      return "%s, kernels for %s".formatted(backend.name(), backend.instructions());
    } catch (LinkageError | BackendException unsupported) {
      return "";
    }
  }

  /** Why it does not compute products of a precision here, or nothing where it does. */
  public Optional<Obstacle> obstacle(Precision precision) {
    try (Backend backend = open(precision)) {
      return backend.obstacle(precision).map(why -> new Obstacle("machine", why));
    } catch (LinkageError | BackendException unsupported) {
      return Optional.of(obstacle(unsupported));
    }
  }

  /** Why it does not run on this machine, or nothing where it does. */
  public Optional<Obstacle> obstacle() {
    try (Backend backend = open()) {
      backend.name();
      return Optional.empty();
    } catch (LinkageError | BackendException unsupported) {
      return Optional.of(obstacle(unsupported));
    }
  }

  /** What its loading ended with, in words. */
  Obstacle obstacle(Throwable unsupported) {
    return new Obstacle(
        "machine",
        "%s does not load on %s %s: %s"
            .formatted(
                this, System.getProperty("os.name"), System.getProperty("os.arch"), unsupported));
  }

  /** Its name, for people. */
  @Override
  public String toString() {
    return title;
  }
}
