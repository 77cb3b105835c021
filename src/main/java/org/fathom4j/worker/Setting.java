package org.fathom4j.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.fetch.FetchProgress;
import org.fathom4j.data.fetch.ProgressBar;

/**
 * What jobs of one run have in common.
 *
 * @param run the run's folder
 * @param threads of the numeric libraries
 * @param checkpoints least time between two checkpoints of a trial
 * @param cache where data sets are fetched to
 * @param installed where others lie
 * @param offline whether nothing may be fetched
 */
record Setting(
    String run,
    int threads,
    Duration checkpoints,
    String cache,
    List<String> installed,
    boolean offline) {
  static Setting of(Path run, int threads, Duration checkpoints, DataPlaces places) {
    return new Setting(
        run.toAbsolutePath().toString(),
        threads,
        checkpoints,
        places.cache().toAbsolutePath().toString(),
        places.installed().stream().map(folder -> folder.toAbsolutePath().toString()).toList(),
        places.offline());
  }

  /** Where data sets lie. */
  DataPlaces places() {
    FetchProgress words = new ProgressBar(System.err, false);
    return new DataPlaces(
        Path.of(cache), installed.stream().map(Path::of).toList(), offline, words);
  }

  void writeTo(ObjectNode object) {
    object.put("run", run).put("threads", threads).put("checkpoints", checkpoints.toString());
    object.put("cache", cache).put("offline", offline);
    ArrayNode folders = object.putArray("installed");
    installed.forEach(folders::add);
  }

  static Setting of(JsonNode object) {
    List<String> installed = new ArrayList<>();
    object.path("installed").forEach(folder -> installed.add(folder.asText()));
    return new Setting(
        object.path("run").asText(),
        object.path("threads").asInt(),
        Duration.parse(object.path("checkpoints").asText()),
        object.path("cache").asText(),
        installed,
        object.path("offline").asBoolean());
  }
}
