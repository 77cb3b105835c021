package org.fathom4j.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** {@link FittedData} as JSON, as it is kept with a network. Numbers survive to the last bit. */
public final class FittedJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addMixIn(FittedData.class, FittedKinds.class)
          .addMixIn(Target.class, TargetKinds.class)
          .build();

  private FittedJson() {}

  /** Indented JSON. */
  public static String write(FittedData fitted) {
    try {
      return MAPPER
          .writerFor(FittedData.class)
          .withDefaultPrettyPrinter()
          .writeValueAsString(fitted);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + fitted, e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static FittedData read(String json) {
    try {
      return MAPPER.readValue(json, FittedData.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = FittedData.Table.class, name = "table"),
    @JsonSubTypes.Type(value = FittedData.Pictures.class, name = "pictures"),
    @JsonSubTypes.Type(value = FittedData.OwnNumbers.class, name = "own-numbers")
  })
  private interface FittedKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Target.Classes.class, name = "classes"),
    @JsonSubTypes.Type(value = Target.Numbers.class, name = "numbers"),
    @JsonSubTypes.Type(value = Target.Sequence.class, name = "sequence")
  })
  private interface TargetKinds {}
}
