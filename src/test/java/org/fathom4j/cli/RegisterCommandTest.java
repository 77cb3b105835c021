package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fathom4j.mlflow.client.FakeServer;
import org.fathom4j.mlflow.client.FakeServer.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network goes through a server's registry and says the same; a password goes nowhere. */
final class RegisterCommandTest {
  private static final String PASSWORD = "hush-hush";

  private static final String STUDY =
      """
      name: inside
      data:
        name: csv
        file: points.csv
        columns: { a: number, inside: ["no", "yes"] }
        label: inside
        validation: 0.25
        test: 0.25
      network: [dense: { units: 4 }, output]
      training: { epochs: 2, batch: 10, optimizer: { adam: { rate: 0.05 } } }
      """;

  @TempDir Path folder;

  private Cli.Outcome run(String uri) throws IOException {
    StringBuilder table = new StringBuilder("a,inside\n");
    for (int i = 0; i < 80; i++) {
      table.append(i % 10).append(i % 10 > 4 ? ",yes\n" : ",no\n");
    }
    Files.writeString(folder.resolve("points.csv"), table);
    Path study = Files.writeString(folder.resolve("study.yaml"), STUDY);
    return Cli.run("run", study.toString(), "--out", out(), "--tracking-uri", uri);
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private static String withPassword(FakeServer server) {
    return server.uri().replace("http://", "http://ada:" + PASSWORD + "@");
  }

  @Test
  void whatIsRegisteredPredictsAsItsRunDoes() throws IOException {
    try (FakeServer server = new FakeServer(0)) {
      Cli.Outcome trained = run(withPassword(server));
      assertThat(trained.code()).as(trained.err()).isZero();
      String data = folder.resolve("points.csv").toString();

      Cli.Outcome registered =
          Cli.run(
              "register",
              out(),
              "--name=in or out",
              "--alias=champion",
              "--tracking-uri=" + withPassword(server));
      Cli.Outcome there =
          Cli.run(
              "predict",
              "models:/in or out@champion",
              "--data=" + data,
              "--tracking-uri=" + withPassword(server));
      Cli.Outcome here = Cli.run("predict", out(), "--data=" + data);

      assertThat(registered.out()).as(registered.err()).isEqualTo("models:/in or out/1\n");
      assertThat(there.code()).as(there.err()).isZero();
      assertThat(there.out()).isEqualTo(here.out()).hasLineCount(81);
      Cli.Outcome scored =
          Cli.run(
              "evaluate",
              "models:/in or out/1",
              "--data=" + data,
              "--out=" + folder.resolve("scored"),
              "--tracking-uri=" + withPassword(server));
      assertThat(scored.out()).as(scored.err()).contains("of 20 examples");
      assertThat(server.everything()).contains("in or out").doesNotContain(PASSWORD);
      Stream.of(trained, registered, there, scored)
          .forEach(each -> assertThat(each.out() + each.err()).doesNotContain(PASSWORD));
      assertNoFileHoldsThePassword();
    }
  }

  @Test
  void aServerThatRefusesIsNamedWithoutThePassword() throws IOException {
    try (FakeServer server = new FakeServer(0)) {
      server.trouble(Trouble.status(401, "who is ada:" + PASSWORD + "?"));

      Cli.Outcome trained = run(withPassword(server));

      assertThat(trained.code()).isZero();
      assertThat(trained.out() + trained.err()).doesNotContain(PASSWORD);
      assertNoFileHoldsThePassword();
    }
  }

  private void assertNoFileHoldsThePassword() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).filter(RegisterCommandTest::holdsPassword))
          .isEmpty();
    }
  }

  private static boolean holdsPassword(Path file) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
          .contains(PASSWORD);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void placesForFilesAreRefusedBeforeADryRunToo() throws IOException {
    Path study = Files.writeString(folder.resolve("study.yaml"), STUDY);
    for (String uri : new String[] {"sqlite:///mlflow.db", "file:/tmp/mlruns", "databricks"}) {
      Cli.Outcome refused = Cli.run("run", study.toString(), "--dry-run", "--tracking-uri", uri);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("'" + uri + "'", "./fathom sync");
    }
  }

  @Test
  void mistakesSayWhatToDo() {
    Cli.Outcome unnamed = Cli.run("predict", "models:/n/1", "--data=x.csv", "--tracking-uri=");
    Cli.Outcome odd =
        Cli.run("predict", "models:/n/first", "--data=x.csv", "--tracking-uri=http://127.0.0.1:1");
    Cli.Outcome absent =
        Cli.run("register", out(), "--name=n", "--tracking-uri=http://127.0.0.1:1");

    assertThat(unnamed.code()).isEqualTo(2);
    assertThat(odd.code()).isEqualTo(2);
    assertThat(odd.err())
        .contains("write models:/NAME/VERSION, models:/NAME@ALIAS or models:/NAME");
    assertThat(absent.code()).isEqualTo(2);
    assertThat(absent.err()).contains("is no stored run");
  }
}
