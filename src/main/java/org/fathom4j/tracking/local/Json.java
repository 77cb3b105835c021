package org.fathom4j.tracking.local;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * JSON of the store. Fields that a later version added are passed over and fields that an earlier
 * one lacked are empty; NaN and the infinities are written as the strings {@code "NaN"}, {@code
 * "Infinity"} and {@code "-Infinity"}.
 */
final class Json {
  private static final JsonSetter.Value EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withConfigOverride(String.class, type -> type.setSetterInfo(EMPTY))
          .withConfigOverride(List.class, type -> type.setSetterInfo(EMPTY))
          .withConfigOverride(Map.class, type -> type.setSetterInfo(EMPTY))
          .build();

  private Json() {}

  static String line(Object value) throws JsonProcessingException {
    return MAPPER.writeValueAsString(value);
  }

  /** Indented, without one of the value's fields. */
  static String without(String field, Object value) throws JsonProcessingException {
    ObjectNode node = MAPPER.valueToTree(value);
    node.remove(field);
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }

  static <T> T parse(String text, Class<T> type) throws JsonProcessingException {
    T value = MAPPER.readValue(text, type);
    if (value == null) {
      throw new TornException("null in place of an object");
    }
    return value;
  }

  /** A reader of the file sees the old text or the new one, never a part. */
  static void replace(Path file, String text) throws IOException {
    Durable.replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** As {@link #replace}; a loss of power may leave the old text, or an empty file. */
  static void replaceUnforced(Path file, String text) throws IOException {
    Durable.replaceUnforced(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Appends one line. */
  static void append(Path file, String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    Durable.append(file, out -> out.write(bytes));
  }

  /** Text that is no whole JSON value. */
  static final class TornException extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    TornException(String message) {
      super(message);
    }
  }
}
