package org.fathom4j.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.fathom4j.config.yaml.YamlValue.Broken;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Nothing;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.config.yaml.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads and writes YAML 1.2 (core schema: yes, no, on and off are texts). */
public final class YamlText {
  private static final int MOST_VALUES = 100_000;

  /** The library and all that walk the tree go down a level by a call. */
  private static final int DEEPEST = 100;

  /** What the library says, and what a writer of experiments can do with. */
  private static final List<Map.Entry<String, String>> PLAIN_WORDS =
      List.of(
          Map.entry(
              "mapping values are not allowed here",
              "a ':' is not allowed here; check the indentation, and quote a text with ': ' in it"),
          Map.entry("(TAB)", "a tab cannot indent; use spaces"),
          Map.entry("expected <block end>", "the indentation does not match the lines above"),
          Map.entry(
              "expected ',' or ']'", "a list '[...]' is not closed, or a comma is missing in it"),
          Map.entry(
              "expected ',' or '}'",
              "a mapping '{...}' is not closed, or a comma is missing in it; an expression within"
                  + " braces needs quotes: \"${...}\""),
          Map.entry("found unexpected end of stream", "a quote is opened and not closed"),
          Map.entry("could not find expected ':'", "a key needs a ':' after it"),
          Map.entry("undefined alias", "a text that starts with '*' needs quotes"),
          Map.entry(
              "cannot start any token", "a text that starts with this character needs quotes"),
          Map.entry(
              "but found another document", "one file holds one experiment; '---' starts another"));

  private final IntFunction<String> where;
  private final Faults faults;
  private final Map<Tag, ConstructNode> constructors = new CoreSchema().getSchemaTagConstructors();
  private int values;

  private YamlText(IntFunction<String> where, Faults faults) {
    this.where = where;
    this.faults = faults;
  }

  /**
   * Reads one document.
   *
   * @param where names the place of a line, counted from 1
   * @param faults is told every mistake
   * @return empty where the text cannot be parsed or says nothing
   */
  public static Optional<YamlValue> read(String text, IntFunction<String> where, Faults faults) {
    YamlText reader = new YamlText(where, faults);
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      if (!reader.shallow(text, settings)) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.map(node -> reader.value(node, ""));
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      faults.add(
          where.apply(mark.map(Mark::getLine).orElse(0) + 1),
          "",
          "not valid YAML: "
              + plain(e.getProblem())
              + mark.map(m -> " (column " + (m.getColumn() + 1) + ")").orElse(""));
    } catch (YamlEngineException e) {
      faults.add(where.apply(1), "", "not valid YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** The text of a tree, which reads back as the same values; comments and places are gone. */
  public static String write(Mapping tree) {
    DumpSettings settings =
        DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSplitLines(false)
            .setBestLineBreak("\n")
            .build();
    @Nullable Object objects = objects(tree);
    return new Dump(settings).dumpToString(objects);
  }

  /** Whether no value lies too deep; the parser, unlike the composer, needs no stack for depth. */
  private boolean shallow(String text, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
        faults.add(
            where.apply(line), "", "nests lists and mappings more than " + DEEPEST + " deep");
        return false;
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return true;
  }

  private static String plain(@Nullable String problem) {
    String said = problem == null ? "it cannot be parsed" : problem;
    return PLAIN_WORDS.stream()
        .filter(entry -> said.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(said);
  }

  private YamlValue value(Node node, String path) {
    String place = place(node);
    if (node.isRecursive() || ++values > MOST_VALUES) {
      faults.add(place, path, "holds itself, or aliases that unfold to too many values");
      return new Broken(place);
    }
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, path);
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlValue> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(value(item, path + "[" + items.size() + "]"));
      }
      return new Sequence(place, items);
    }
    return scalar((ScalarNode) node, path);
  }

  private Mapping mapping(MappingNode node, String path) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      String place = place(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        faults.add(place, path, "a key must be a plain name, not a list or a mapping");
        continue;
      }
      String key = keyNode.getValue();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      Entry first = entries.get(key);
      if (first != null) {
        faults.add(place, keyPath, "is given twice, first at " + first.where() + "; keep one");
      } else {
        entries.put(key, new Entry(place, value(tuple.getValueNode(), keyPath)));
      }
    }
    return new Mapping(place(node), entries);
  }

  private YamlValue scalar(ScalarNode node, String path) {
    String place = place(node);
    ConstructNode constructor = constructors.get(node.getTag());
    try {
      @Nullable Object value = constructor == null ? null : constructor.construct(node);
      if (node.getTag().equals(Tag.NULL)) {
        return new Nothing(place);
      }
      if (node.getValue().indexOf('\0') >= 0) {
        faults.add(place, path, "holds the character NUL, which no name and no path may have");
        return new Broken(place);
      }
      if (node.getTag().equals(Tag.STR)) {
        return new Scalar(place, node.getValue(), "");
      }
      if (value instanceof Boolean || value instanceof Number) {
        return new Scalar(place, value, "");
      }
    } catch (NumberFormatException e) {
      faults.add(place, path, "'" + node.getValue() + "' is no number");
      return new Broken(place);
    }
    faults.add(place, path, "the tag " + node.getTag() + " is not understood; take it away");
    return new Broken(place);
  }

  private String place(Node node) {
    return where.apply(node.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }

  private static @Nullable Object objects(YamlValue value) {
    if (value instanceof Mapping mapping) {
      Map<String, @Nullable Object> objects = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> objects.put(key, objects(entry.value())));
      return objects;
    }
    if (value instanceof Sequence sequence) {
      List<@Nullable Object> objects = new ArrayList<>();
      sequence.items().forEach(item -> objects.add(objects(item)));
      return objects;
    }
    return value instanceof Scalar scalar ? scalar.value() : null;
  }
}
