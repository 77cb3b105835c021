package org.fathom4j.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fathom4j.Checkout;

/**
 * A checkout with the real launcher beside a Maven wrapper and a JDK that only say how they were
 * called: {@code mvnw} notes its arguments and leaves jars, {@code java} prints its arguments.
 */
final class LauncherSandbox {
  private static final int SECONDS = 60;

  /** The folder of the checkout; its name has a space. */
  final Path home;

  private final Path root;
  private final Path jdk;
  private final Map<String, String> environment = new HashMap<>();

  /** What a start of the launcher gave. */
  record Result(int exitCode, String out, String err) {}

  LauncherSandbox(Path root) throws IOException {
    this.root = root;
    this.home = Files.createDirectories(root.resolve("a checkout"));
    this.jdk = Files.createDirectories(root.resolve("a jdk"));
    script(home.resolve("fathom"), Files.readString(Checkout.root().resolve("fathom")));
    for (String module :
        List.of("custom-layers", "mlflow-listener", "src", "experiments/chapter6", "cuda")) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
      Files.createDirectories(home.resolve(module).resolve("main"));
      Files.writeString(home.resolve(module).resolve("pom.xml"), "<project/>");
    }
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("src/main/Program.java"), "class Program {}");
    maven("exit 0");
    java("17.0.9", "printf 'java:%s\\n' \"$@\"");
    cpu("fpu sse2");
  }

  /** A wrapper that builds and then does as told. */
  void maven(String then) throws IOException {
    script(
        home.resolve("mvnw"),
        """
        #!/bin/sh
        home=$(cd "$(dirname "$0")" && pwd)
        echo "$*" >>"$home/maven-calls"
        for module in custom-layers mlflow-listener src experiments/chapter6 cuda; do mkdir -p "$home/$module/target/launcher"; done
        echo layers >"$home/custom-layers/target/launcher/fathom4j-layers-1.jar"
        echo listener >"$home/mlflow-listener/target/launcher/fathom4j-mlflow-1.jar"
        echo program >"$home/src/target/launcher/fathom4j-1.jar"
        echo studies >"$home/experiments/chapter6/target/launcher/fathom4j-chapter6-1.jar"
        echo kernels >"$home/cuda/target/launcher/fathom4j-cuda-1.jar"
        echo library >"$home/library.jar"
        echo cuda >"$home/cuda-13.jar"
        printf %%s "$home/custom-layers/target/launcher/fathom4j-layers-1.jar:$home/cuda-13.jar:$home/library.jar" \
          >"$home/cuda/target/launcher/classpath"
        printf %%s "$home/custom-layers/target/launcher/fathom4j-layers-1.jar:$home/library.jar:$home/mlflow-listener/target/launcher/fathom4j-mlflow-1.jar" \
          >"$home/src/target/launcher/classpath"
        %s
        """
            .formatted(then));
  }

  /** A JDK of a version, whose java does as told. */
  void java(String version, String body) throws IOException {
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(jdk.resolve("bin/java"), "#!/bin/sh\n" + body + "\n");
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
  }

  void withoutCompiler() throws IOException {
    Files.delete(jdk.resolve("bin/javac"));
  }

  /** The feature flags of the CPU. */
  void cpu(String flags) throws IOException {
    Path cpuinfo = root.resolve("cpuinfo");
    Files.writeString(cpuinfo, "processor\t: 0\nflags\t\t: " + flags + "\n");
    environment.put("FATHOM_CPUINFO", cpuinfo.toString());
  }

  /** A program of the system that does as told where its last argument fits a pattern. */
  void command(String name, String instead, String pattern) throws IOException {
    Path commands = Files.createDirectories(root.resolve("commands"));
    script(
        commands.resolve(name),
        """
        #!/bin/sh
        for last; do :; done
        case $last in
          %s) %s ;;
        esac
        PATH=${PATH#*:}
        exec %s "$@"
        """
            .formatted(pattern, instead, name));
    environment.put("PATH", commands + ":" + System.getenv("PATH"));
  }

  /** Whether this system has a locale. */
  boolean hasLocale(String name) throws IOException, InterruptedException {
    ProcessBuilder ask = new ProcessBuilder("locale", "charmap");
    ask.environment().put("LC_ALL", name);
    Process process = ask.redirectErrorStream(true).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 && answer.strip().equals("UTF-8");
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** How often Maven was called, and with what. */
  List<String> mavenCalls() throws IOException {
    Path calls = home.resolve("maven-calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  Result start(String... arguments) throws IOException, InterruptedException {
    return start(home.resolve("fathom"), root, arguments);
  }

  Result start(Path launcher, Path folder, String... arguments)
      throws IOException, InterruptedException {
    Process process = launch(launcher, folder, arguments);
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher did not end");
    }
    return new Result(
        process.exitValue(),
        Files.readString(root.resolve("out"), StandardCharsets.UTF_8),
        Files.readString(root.resolve("err"), StandardCharsets.UTF_8));
  }

  Process launch(Path launcher, Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(root.resolve("out").toFile())
            .redirectError(root.resolve("err").toFile());
    builder.environment().remove("FATHOM_JAVA_OPTS");
    builder.environment().remove("FATHOM_CLASSIFIER");
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
