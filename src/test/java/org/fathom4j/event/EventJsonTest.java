package org.fathom4j.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.CheckpointKept;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Dropped;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Lost;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialEvent.Pruned;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventJsonTest {
  static Stream<SweepEvent> events() {
    return Stream.of(
        new TrialStarted(trial(TrialState.RUNNING, List.of(), Map.of())),
        new Progress(1, 2, 3, 32, 64, Double.NaN),
        new EpochEnded(1, epoch()),
        new CheckpointKept(1, 2),
        new Paused(1, 2, 0.1 + 0.2),
        new Continued(1, 2, 9),
        new Pruned(1, 2, "two did \"better\"\n"),
        new Dropped(trial(TrialState.PRUNED, List.of(), Map.of())),
        new Lost(1, "was killed"),
        new BrokenOff(1, ""),
        new TrialEnded(
            trial(TrialState.DIVERGED, List.of(epoch()), Map.of("test/loss", Double.MIN_VALUE))),
        Remark.warning("Größe"));
  }

  private static EpochRecord epoch() {
    return new EpochRecord(
        1,
        1_795_000_000_000L,
        Map.of("train/loss", Double.POSITIVE_INFINITY, "validation/loss", 1.0 / 3));
  }

  private static TrialRecord trial(
      TrialState state, List<EpochRecord> epochs, Map<String, Double> results) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("width", 5);
    parameters.put("long", 5L);
    parameters.put("huge", new BigInteger("123456789012345678901234567890"));
    parameters.put("rate", 5.0);
    parameters.put("limit", Double.NaN);
    parameters.put("kind", "5");
    parameters.put("bias", true);
    return new TrialRecord(
        1, parameters, -7, 2, state, "why", 1L << 40, "dl4j", epochs, results, 0.5);
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsReadAsItWasWritten_onOneLine(SweepEvent event) {
    String json = EventJson.write(event);
    assertThat(json).doesNotContain("\n");
    assertThat(EventJson.read(json)).isEqualTo(event);
  }

  @Test
  void parametersKeepTheirOrder() {
    TrialStarted event = new TrialStarted(trial(TrialState.RUNNING, List.of(), Map.of()));
    TrialStarted read = (TrialStarted) EventJson.read(EventJson.write(event));
    assertThat(read.trial().parameters().keySet())
        .containsExactlyElementsOf(event.trial().parameters().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"paused\": {\"number\": 1}}",
        "{\"lost\": {\"number\": 1, \"cause\": \"x\"}} {}",
        "{\"lost\": {\"number\": 1, \"cause\": \"x\", \"more\": 1}}",
        "{\"unheard-of\": {}}"
      })
  void whatIsNoEvent_isRefused(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> EventJson.read(json));
  }

  @Test
  void theSweepsOwnEvents_areNoJobs() {
    assertThatIllegalArgumentException().isThrownBy(() -> EventJson.write(Records.start("s")));
  }
}
