package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BesideDashboardTest {
  @TempDir private Path folder;

  @Test
  void itLastsAsLongAsTheRun() throws Exception {
    HttpRequest asked;
    try (BesideDashboard beside = BesideDashboard.start(folder)) {
      asked = HttpRequest.newBuilder(URI.create(beside.address())).build();
      assertThat(client().send(asked, HttpResponse.BodyHandlers.ofString()).body())
          .contains("No run is stored here yet");
    }
    Assertions.assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> client().send(asked, HttpResponse.BodyHandlers.ofString()));
  }

  private static HttpClient client() {
    return HttpClient.newHttpClient();
  }
}
