package org.fathom4j.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.config.yaml.KeyPath;
import org.fathom4j.config.yaml.YamlText;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problem;
import org.fathom4j.problem.Problems;
import org.fathom4j.problem.Suggestions;
import org.jspecify.annotations.Nullable;

/**
 * An experiment file with its preset and overrides applied. {@link #header} reads what all trials
 * share, {@link #bind} what one of them does; both report to the {@link Problems} given, so that
 * all mistakes are shown together.
 */
public final class ExperimentFile {
  private final Path source;
  private final Optional<String> preset;
  private final Mapping root;
  private final Problems structure;

  /** Written once: every trial of a sweep asks for it. */
  private volatile @Nullable String resolved;

  private ExperimentFile(Path source, Optional<String> preset, Mapping root, Problems structure) {
    this.source = source;
    this.preset = preset;
    this.root = root;
    this.structure = structure;
  }

  /**
   * Reads a file. Mistakes that leave something to read on (a key given twice, an unknown preset)
   * are kept for {@link #header} and {@link #bind} to report with the others.
   *
   * @param file the YAML file
   * @param preset name of one of its presets
   * @param overrides {@code path.to.key=value} each, applied in order after the preset
   * @throws InvalidSpecException if the file cannot be read or parsed
   */
  public static ExperimentFile load(Path file, Optional<String> preset, List<String> overrides) {
    try {
      if (Files.isDirectory(file)) {
        throw new InvalidSpecException(
            label(file) + " is a folder; name an experiment file, or add --collection NAME");
      }
      String text = text(Files.readAllBytes(file), file);
      return parse(text.startsWith("\uFEFF") ? text.substring(1) : text, file, preset, overrides);
    } catch (IOException e) {
      throw new InvalidSpecException(
          Files.exists(file)
              ? label(file) + " cannot be read; check its permissions (" + e.getMessage() + ")"
              : "there is no file " + label(file) + beside(file));
    }
  }

  private static String text(byte[] bytes, Path file) {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(rest, text, true);
    text.flip();
    if (result.isError()) {
      long line = 1 + text.chars().filter(c -> c == '\n').count();
      throw new InvalidSpecException(
          List.of(
              new Problem(label(file) + ":" + line, "", "is no text in UTF-8; save it as UTF-8")));
    }
    return text.toString();
  }

  /**
   * Reads a text as {@link #load} does a file.
   *
   * @param source the file named in messages
   */
  public static ExperimentFile parse(
      String text, Path source, Optional<String> preset, List<String> overrides) {
    String label = label(source);
    Problems problems = new Problems();
    Optional<YamlValue> tree = YamlText.read(text, line -> label + ":" + line, problems::add);
    if (!(tree.orElse(null) instanceof Mapping root)) {
      if (problems.none()) {
        problems.add(
            label + ":1",
            "",
            "must be a mapping with name, data and network, or name and study, got "
                + tree.map(YamlValue::describe).orElse("an empty file"));
      }
      throw new InvalidSpecException(problems.all());
    }
    Changes changes = new Changes(label, problems);
    Mapping changed = root;
    if (preset.isPresent()) {
      changed = changes.preset(changed, preset.get());
    }
    for (String override : overrides) {
      changed = changes.override(changed, override);
    }
    return new ExperimentFile(source, preset, changed, problems);
  }

  /** What all trials share; a part with a mistake is reported and has a stand-in. */
  public ExperimentHeader header(Problems problems) {
    structure.all().forEach(problems::add);
    return new HeaderReader(root, label(source), problems).read(source, preset);
  }

  /** Whether the file has a preset of that name. */
  public boolean hasPreset(String name) {
    Entry presets = root.entries().get("presets");
    return presets != null
        && presets.value() instanceof Mapping all
        && all.entries().containsKey(name);
  }

  /** Whether there is a value at a path such as {@code sweep.objective.metric}. */
  public boolean has(String path) {
    return KeyPath.parse(path).flatMap(keys -> keys.in(root)).isPresent();
  }

  /**
   * Records a problem at the line of a path, or of the nearest section above it.
   *
   * @param path such as {@code expect[0].metric}
   */
  public void problem(String path, String message, Problems problems) {
    String where = label(source) + ":1";
    KeyPath keys = KeyPath.parse(path).orElseThrow();
    for (int depth = 1; depth <= keys.keys().size(); depth++) {
      where = new KeyPath(keys.keys().subList(0, depth)).in(root).map(Entry::where).orElse(where);
    }
    problems.add(where, path, message);
  }

  /** Whether the file has a study and no network: then it has no trials. */
  public boolean isStudyAlone() {
    return isStudyAlone(root);
  }

  static boolean isStudyAlone(Mapping root) {
    return root.entries().containsKey("study")
        && !root.entries().containsKey("network")
        && !root.entries().containsKey("data");
  }

  /**
   * What one trial does; a part with a mistake is reported and has a stand-in.
   *
   * @param parameters a value for each swept parameter, the one solved for included
   */
  public TrialSpec bind(Map<String, Object> parameters, Problems problems) {
    structure.all().forEach(problems::add);
    return new TrialReader(root, label(source), DataPaths.of(source), problems).read(parameters);
  }

  /**
   * The experiment as YAML with preset and overrides in place, the presets gone and the paths of
   * its data absolute; read again, from any folder, it is the same experiment.
   */
  public String resolved() {
    String text = resolved;
    if (text == null) {
      text = YamlText.write(DataPaths.of(source).absolute(root.without("presets")));
      resolved = text;
    }
    return text;
  }

  /**
   * SHA-256 in hexadecimal of {@link #resolved} with the paths as they were written: the same for
   * the same experiment, wherever it lies.
   */
  public String specHash() {
    return hashOf(YamlText.write(root.without("presets")));
  }

  /** SHA-256 of a resolved experiment, in hexadecimal. */
  public static String hashOf(String resolved) {
    try {
      byte[] bytes = resolved.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String label(Path file) {
    return file.toString().replace('\\', '/');
  }

  /** The file of a similar name that is there. */
  private static String beside(Path file) {
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(other -> label(other.getFileName())).toList();
      return Suggestions.nearest(label(file.getFileName()), names)
          .map(name -> "; did you mean '" + label(folder.resolve(name)) + "'?")
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
