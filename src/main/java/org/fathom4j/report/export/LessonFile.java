package org.fathom4j.report.export;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.lesson.Lesson;

/** A lesson as JSON, pictures included, from which its report can be drawn again. */
public final class LessonFile {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addMixIn(Figure.class, Kinds.class).build();

  private LessonFile() {}

  /** The kinds of figures, by name. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Figure.Plot.class, name = "plot"),
    @JsonSubTypes.Type(value = Figure.HeatMap.class, name = "heat-map")
  })
  private interface Kinds {}

  /**
   * Writes a lesson.
   *
   * @throws ExperimentException where the file cannot be written
   */
  public static void write(Lesson lesson, Path file) {
    try {
      Files.writeString(file, text(lesson));
    } catch (IOException e) {
      throw new ExperimentException(
          file + " cannot be written: " + ExperimentException.reason(e), e);
    }
  }

  /**
   * Reads one; empty where there is no such file.
   *
   * @throws InvalidSpecException if the file is damaged
   */
  public static Optional<Lesson> read(Path file) {
    try {
      return Optional.of(parse(Files.readString(file)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new InvalidSpecException(file + " is damaged: " + e.getMessage() + ". Run again.");
    }
  }

  static String text(Lesson lesson) throws JsonProcessingException {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(lesson) + "\n";
  }

  static Lesson parse(String text) throws JsonProcessingException {
    return MAPPER.readValue(text, Lesson.class);
  }
}
