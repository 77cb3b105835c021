package org.fathom4j.compiled;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.BackendProvider;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.lowering.Obstacle;
import org.jspecify.annotations.Nullable;

/**
 * What can run a compiled step: one of those that are found as services, {@code oneDNN} and {@code
 * interpreter} among them.
 */
public final class KernelLibrary {
  /** System property that names the library to use in place of the standard one. */
  public static final String PROPERTY = "fathom4j.kernels";

  private final BackendProvider provider;

  private KernelLibrary(BackendProvider provider) {
    this.provider = provider;
  }

  /** All that there are, in the order of the alphabet. */
  public static List<KernelLibrary> all() {
    return ServiceLoader.load(BackendProvider.class, KernelLibrary.class.getClassLoader()).stream()
        .map(found -> new KernelLibrary(found.get()))
        .sorted(Comparator.comparing(KernelLibrary::key))
        .toList();
  }

  /**
   * The library that {@link #PROPERTY} names, or else the standard one, oneDNN.
   *
   * @throws IllegalArgumentException where it names none of them
   */
  public static KernelLibrary chosen() {
    String wanted = System.getProperty(PROPERTY);
    return wanted == null
        ? first(library -> library.provider.standard()).orElseThrow()
        : named(PROPERTY, wanted);
  }

  /**
   * The library of a title, in any case.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static KernelLibrary named(String title) {
    return named("this", title);
  }

  private static KernelLibrary named(String where, String title) {
    return first(library -> library.provider.title().equalsIgnoreCase(title))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s names no library of kernels: '%s'; there are %s"
                        .formatted(
                            where,
                            title,
                            all().stream()
                                .map(KernelLibrary::key)
                                .collect(Collectors.joining(", ")))));
  }

  private static Optional<KernelLibrary> first(Predicate<KernelLibrary> condition) {
    return all().stream().filter(condition).findFirst();
  }

  private String key() {
    return provider.title().toLowerCase(Locale.ROOT);
  }

  /**
   * Loads it, with products of single precision, for graphs of one's own.
   *
   * @throws LinkageError where there is no build of it for this machine
   * @throws BackendException where there is one and it finds nothing to run on
   */
  public Backend open() {
    return open(Precision.FLOAT);
  }

  /** As {@link #open()}, with products of a precision. */
  Backend open(Precision precision) {
    return provider.open(precision);
  }

  /** What is loaded of it here; nothing where it does not load. */
  public Optional<Loaded> loaded() {
    try (Backend backend = open()) {
      return Optional.of(new Loaded(backend.name(), backend.instructions()));
    } catch (LinkageError | BackendException unsupported) {
      return Optional.empty();
    }
  }

  /**
   * A library that was loaded. Another one gives losses that differ in their last digits.
   *
   * @param name and version, such as {@code oneDNN 3.11.0}
   * @param instructions the instruction set or kind of processor that its kernels use, such as
   *     {@code avx512_core}
   */
  public record Loaded(String name, String instructions) {
    /** Both, for people. */
    @Override
    public String toString() {
      return "%s, kernels for %s".formatted(name, instructions);
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

  /** What to see to where it does not load, for people. */
  public String remedy() {
    return provider.remedy();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KernelLibrary library && library.key().equals(key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  /** Its title, for people. */
  @Override
  public String toString() {
    return provider.title();
  }
}
