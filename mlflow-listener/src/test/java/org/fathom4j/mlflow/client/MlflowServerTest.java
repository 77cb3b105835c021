package org.fathom4j.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowServerTest {
  @ParameterizedTest
  @CsvSource({
    "http://localhost:5000, http://localhost:5000",
    "http://localhost:5000/, http://localhost:5000",
    "http://[::1]:5000, http://[::1]:5000",
    "https://host/mlflow//, https://host/mlflow",
    "'http://host:5000/#/experiments/3/runs', http://host:5000",
    "' http://host ', http://host",
    "http://ada:hush@host:1, http://host:1",
  })
  void takesTheAddressOfAServer(String given, String address) {
    assertThat(MlflowServer.of(given, Map.of())).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:/tmp/mlruns", "./mlruns", "", "sqlite:///mlflow.db"})
  void aPlaceForFilesIsRefusedWithTheWayThere(String given) {
    assertThatExceptionOfType(InvalidServerException.class)
        .isThrownBy(() -> MlflowServer.of(given, Map.of()))
        .withMessageContaining("'" + given + "'")
        .withMessageContaining("mlflow server --backend-store-uri sqlite:///mlflow.db")
        .withMessageContaining("http://127.0.0.1:5000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:5000", "http:///x", "http://a b", "http:x", "http://h:99999"})
  void whatCanBeNoServerIsRefused(String given) {
    assertThatExceptionOfType(InvalidServerException.class)
        .isThrownBy(() -> MlflowServer.of(given, Map.of()))
        .withMessageContaining("'" + given + "'")
        .withMessageContaining("http://127.0.0.1:5000");
  }

  @Test
  void aProfileOfDatabricksIsRefusedWithTheWayThere() {
    assertThatExceptionOfType(InvalidServerException.class)
        .isThrownBy(() -> MlflowServer.of("databricks://x", Map.of()))
        .withMessageContaining("https://NAME.cloud.databricks.com")
        .withMessageContaining("MLFLOW_TRACKING_TOKEN");
  }

  @Test
  void aRefusalDoesNotTellThePassword() {
    assertThatExceptionOfType(InvalidServerException.class)
        .isThrownBy(() -> MlflowServer.of("ftp://ada:hush@host", Map.of()))
        .withMessageNotContaining("hush");
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironment() {
    Map<String, String> environment = Map.of("MLFLOW_TRACKING_URI", "http://env:1");

    assertThat(MlflowServer.chosen(Optional.of("http://line:2"), environment))
        .hasValueSatisfying(server -> assertThat(server).hasToString("http://line:2"));
    assertThat(MlflowServer.chosen(Optional.empty(), environment))
        .hasValueSatisfying(server -> assertThat(server).hasToString("http://env:1"));
    assertThat(MlflowServer.chosen(Optional.empty(), Map.of("MLFLOW_TRACKING_URI", " "))).isEmpty();
  }
}
