package org.fathom4j.report.export;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.report.inspection.Inspection;

/**
 * A look into a network as JSON, pictures included. Fields that a later version added are passed
 * over, lists that an earlier one lacked are empty.
 */
public final class InspectionFile {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withConfigOverride(
              List.class,
              type -> type.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private InspectionFile() {}

  /**
   * Writes it.
   *
   * @throws ExperimentException where the file cannot be written
   */
  public static void write(Inspection inspection, Path file) {
    try {
      Files.writeString(file, MAPPER.writeValueAsString(inspection) + "\n");
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
  public static Optional<Inspection> read(Path file) {
    try {
      return Optional.of(MAPPER.readValue(Files.readString(file), Inspection.class));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new InvalidSpecException(
          file + " is damaged: " + e.getMessage() + ". Delete it, or run again.");
    }
  }
}
