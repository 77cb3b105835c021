package org.fathom4j.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.metrics.TrialRecord;

/**
 * What a job tells, as JSON and back: every {@link TrialEvent} and {@link Remark} as one object on
 * one line, whose only field is the kind: {@code {"checkpoint-kept": {"number": 3, "epoch": 2}}}.
 * An event that is read equals the one that was written, types of parameters and NaN included.
 */
public final class EventJson {
  private static final Map<String, Class<? extends SweepEvent>> KINDS = kinds();

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .addMixIn(TrialRecord.class, TypedParameters.class)
          .build();

  private static final ObjectReader WHOLE =
      MAPPER.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private EventJson() {}

  private static Map<String, Class<? extends SweepEvent>> kinds() {
    Map<String, Class<? extends SweepEvent>> kinds = new LinkedHashMap<>();
    kinds.put("trial-started", TrialEvent.TrialStarted.class);
    kinds.put("progress", TrialEvent.Progress.class);
    kinds.put("epoch-ended", TrialEvent.EpochEnded.class);
    kinds.put("checkpoint-kept", TrialEvent.CheckpointKept.class);
    kinds.put("paused", TrialEvent.Paused.class);
    kinds.put("continued", TrialEvent.Continued.class);
    kinds.put("pruned", TrialEvent.Pruned.class);
    kinds.put("dropped", TrialEvent.Dropped.class);
    kinds.put("lost", TrialEvent.Lost.class);
    kinds.put("broken-off", TrialEvent.BrokenOff.class);
    kinds.put("trial-ended", TrialEvent.TrialEnded.class);
    kinds.put("remark", Remark.class);
    return kinds;
  }

  /**
   * One JSON object, on one line.
   *
   * @throws IllegalArgumentException for an event of the sweep as a whole, which no job tells
   */
  public static String write(SweepEvent event) {
    for (Map.Entry<String, Class<? extends SweepEvent>> kind : KINDS.entrySet()) {
      if (kind.getValue().isInstance(event)) {
        return MAPPER.createObjectNode().set(kind.getKey(), MAPPER.valueToTree(event)).toString();
      }
    }
    throw new IllegalArgumentException("no event of a job: " + event);
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is not one such object
   */
  public static SweepEvent read(String json) {
    try {
      JsonNode root = WHOLE.readTree(json);
      String kind = root.isObject() && root.size() == 1 ? root.fieldNames().next() : "";
      Class<? extends SweepEvent> type = KINDS.get(kind);
      if (type == null) {
        throw new IllegalArgumentException("no event of a job: " + json);
      }
      return MAPPER.treeToValue(root.get(kind), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an event must be one JSON object: " + e.getMessage(), e);
    }
  }

  /** How parameters are written and read. */
  private interface TypedParameters {
    @JsonProperty
    @JsonSerialize(using = Writer.class)
    @JsonDeserialize(using = Reader.class)
    Map<String, Object> parameters();
  }

  private static final class Writer extends JsonSerializer<Map<String, Object>> {
    @Override
    public void serialize(Map<String, Object> value, JsonGenerator out, SerializerProvider all)
        throws IOException {
      out.writeTree(ParametersJson.write(value));
    }
  }

  private static final class Reader extends JsonDeserializer<Map<String, Object>> {
    @Override
    public Map<String, Object> deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return ParametersJson.read(in.readValueAsTree());
    }
  }
}
