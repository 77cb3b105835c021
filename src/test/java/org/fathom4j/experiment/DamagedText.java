package org.fathom4j.experiment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What can befall an experiment file: cuts, flipped bytes, exchanged parts, values of any kind. */
final class DamagedText {
  /** A value after a colon or within a list, up to what ends it. */
  private static final Pattern VALUE =
      Pattern.compile("(?<=[:\\[,] ?)[^\\s:,{}\\[\\]#][^:,{}\\[\\]#\\n]*");

  private static final List<String> VALUES =
      List.of(
          "2000000000",
          "-1",
          "0",
          "1e308",
          "-1e-308",
          ".nan",
          ".inf",
          "-.inf",
          "0x1p0",
          "0x7f",
          "0o17",
          "1_000",
          "99999999999999999999",
          "9223372036854775807",
          "300k",
          "3000M",
          "1e",
          "null",
          "~",
          "''",
          "true",
          "[]",
          "{}",
          "[[1]]",
          "{a: 1}",
          "{a: {b: c}}",
          "{uniform: }",
          "{normal: .nan}",
          "uniform",
          "{from: 1, to: 1000000000}",
          "{from: 0, to: 1, points: 9}",
          "{from: 1, to: 2147483647, log: true}",
          "[.nan]",
          "[1, 1.0]",
          "[a, b]",
          "!!int x",
          "!foo bar",
          "*a",
          "&a [*a]",
          "\"\\0\"",
          "\"${u\"",
          "\"${}\"",
          "\"${1 / 0}\"",
          "\"${log(0)}\"",
          "\"${sqrt(-1)}\"",
          "\"${9 ^ 999999999}\"",
          "\"${0x1p0}\"",
          "\"${width * 1e300}\"",
          "\"${layers ^ layers ^ layers}\"",
          "\"${if(1)}\"",
          "\"${'a' - 1}\"",
          "\"${depth}${width}\"",
          "\"${1e999999999}\"",
          "\"${-'a'}\"",
          "\"${max()}\"",
          "\"${1 % 0}\"",
          "\"${layers}\"",
          "\"${units}\"",
          "dense",
          "2001-12-14",
          "0.1.2",
          "=",
          "é",
          "\uD83D\uDE00");

  private final Random random;

  DamagedText(long seed) {
    this.random = new Random(seed);
  }

  /** The text with one or two damages. */
  byte[] of(String sound) {
    byte[] bytes = sound.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4) / 2; i >= 0; i--) {
      bytes = damaged(bytes);
    }
    return bytes;
  }

  private byte[] damaged(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return switch (random.nextInt(14)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> flipped(bytes);
      case 2 -> utf8(exchangedLines(text));
      case 3 -> utf8(exchangedValues(text));
      case 4 -> utf8(nested(text));
      case 5 -> utf8(unfolding(text));
      case 6 -> utf8(reindented(text));
      default -> utf8(replacedValue(text));
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] flipped(byte[] bytes) {
    byte[] copy = bytes.clone();
    for (int i = random.nextInt(3); i >= 0 && copy.length > 0; i--) {
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  private String exchangedLines(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return text;
    }
    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    return String.join("\n", lines) + "\n";
  }

  private String reindented(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return text;
    }
    int line = random.nextInt(lines.size());
    lines.set(
        line, " ".repeat(random.nextInt(5)) + (random.nextBoolean() ? "- " : "") + lines.get(line));
    return String.join("\n", lines) + "\n";
  }

  private String exchangedValues(String text) {
    List<MatchResult> values = VALUE.matcher(text).results().toList();
    if (values.size() < 2) {
      return text;
    }
    MatchResult to = values.get(random.nextInt(values.size()));
    String value = values.get(random.nextInt(values.size())).group();
    return text.substring(0, to.start()) + value + text.substring(to.end());
  }

  private String replacedValue(String text) {
    return put(text, VALUES.get(random.nextInt(VALUES.size())));
  }

  private String put(String text, String value) {
    List<MatchResult> values = VALUE.matcher(text).results().toList();
    if (values.isEmpty()) {
      return text + value;
    }
    MatchResult to = values.get(random.nextInt(values.size()));
    return text.substring(0, to.start()) + value + text.substring(to.end());
  }

  private String nested(String text) {
    int depth = 1 << random.nextInt(16);
    return switch (random.nextInt(4)) {
      case 0 -> put(text, "[".repeat(depth) + "]".repeat(random.nextBoolean() ? depth : depth / 2));
      case 1 -> put(text, "{a: ".repeat(depth) + "}".repeat(depth));
      case 2 -> put(text, "\"${" + "(".repeat(depth) + "1" + ")".repeat(depth) + "}\"");
      default -> put(text, "\"${1" + " + 1".repeat(depth) + "}\"");
    };
  }

  /** Aliases of aliases: a few lines that unfold to as many values as there are atoms. */
  private String unfolding(String text) {
    StringBuilder laughs = new StringBuilder("let:\n  a0: &a0 [1, 1, 1, 1]\n");
    int levels = 1 + random.nextInt(30);
    for (int i = 1; i <= levels; i++) {
      laughs.append("  a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    return laughs + text;
  }
}
