package org.fathom4j.tracking.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Keys and certificates that no Java knows, made by its keytool.
 *
 * @param folder of {@code NAME.p12}, the keys, and {@code NAME.pem}, what clients may believe
 */
record TestCertificates(Path folder) {
  private static final String PASSWORD = "changeit";

  /** One that nobody else signed. */
  void selfSigned(String name, String machine) throws Exception {
    keytool(name, "-genkeypair -alias key -keyalg EC -dname CN=x -ext SAN=" + machine);
    export(name);
  }

  /** One that an authority of one's own signed; clients believe the authority. */
  void signed(String name, String machine, String authority) throws Exception {
    keytool(authority, "-genkeypair -alias key -keyalg EC -dname CN=authority -ext bc:c");
    export(authority);
    keytool(name, "-genkeypair -alias key -keyalg EC -dname CN=x");
    Path asked = folder.resolve(name + ".csr");
    Path given = folder.resolve(name + ".crt");
    keytool(name, "-certreq -alias key -file " + asked);
    keytool(
        authority,
        "-gencert -alias key -infile " + asked + " -outfile " + given + " -ext SAN=" + machine);
    keytool(
        name, "-importcert -noprompt -alias authority -file " + folder.resolve(authority + ".pem"));
    keytool(name, "-importcert -noprompt -alias key -file " + given);
  }

  Path pem(String name) {
    return folder.resolve(name + ".pem");
  }

  /** For a server. */
  SSLContext context(String name) throws IOException, GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store(name), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private void export(String name) throws IOException, GeneralSecurityException {
    byte[] certificate = store(name).getCertificate("key").getEncoded();
    Files.writeString(
        pem(name),
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(certificate)));
  }

  private KeyStore store(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys(name))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private Path keys(String name) {
    return folder.resolve(name + ".p12");
  }

  private void keytool(String name, String words) throws IOException, InterruptedException {
    Stream<String> program =
        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Stream<String> where = Stream.of("-keystore", keys(name).toString(), "-storepass", PASSWORD);
    List<String> command =
        Stream.of(program, Arrays.stream(words.split(" ", -1)), where).flatMap(s -> s).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
