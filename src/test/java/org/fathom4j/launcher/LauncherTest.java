package org.fathom4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.fathom4j.device.CudaBackend;
import org.fathom4j.launcher.LauncherSandbox.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64"},
    disabledReason = "the sandbox's CPU is an x86_64 of Linux")
final class LauncherTest {
  private static final String AVX512 = "avx512f avx512bw avx512cd avx512dq avx512vl";

  @TempDir private Path folder;
  private LauncherSandbox sandbox;

  @BeforeEach
  void createSandbox() throws IOException {
    sandbox = new LauncherSandbox(folder);
  }

  @Test
  void buildsOnFirstUseAndThenNoMore() throws Exception {
    Result first = sandbox.start("layers");
    Result second = sandbox.start("layers");
    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).contains("building").hasLineCount(1);
    assertThat(first.out()).doesNotContain("building");
    assertThat(second.err()).isEmpty();
    assertThat(sandbox.mavenCalls()).hasSize(1);
  }

  @Test
  void buildsAgainAfterAChangeAnAdditionAndADeletion() throws Exception {
    sandbox.start();
    Path source = sandbox.home.resolve("src/main/Program.java");
    Files.writeString(source, "class Program { int x; }");
    sandbox.start();
    Path added = sandbox.home.resolve("src/main/Added.java");
    Files.writeString(added, "class Added {}");
    sandbox.start();
    Files.delete(source);
    sandbox.start();
    assertThat(sandbox.mavenCalls()).hasSize(4);
  }

  @Test
  void buildsAgainAfterAChangeOfAStudy() throws Exception {
    assertThat(sandbox.start().out()).contains("fathom4j-chapter6.jar:");
    Files.writeString(sandbox.home.resolve("experiments/chapter6/main/Study.java"), "class S {}");
    sandbox.start();
    assertThat(sandbox.mavenCalls()).hasSize(2);
  }

  @Test
  void buildsAgainWhenALibraryIsGone() throws Exception {
    sandbox.start();
    Files.delete(sandbox.home.resolve("library.jar"));
    assertThat(sandbox.start().exitCode()).isZero();
    assertThat(sandbox.mavenCalls()).hasSize(2);
  }

  @Test
  void aBuildLeavesTheClassesOfRunningProgramsAlone() throws Exception {
    Result before = sandbox.start();
    Path jar = ownJar(before);
    Files.writeString(sandbox.home.resolve("src/main/Program.java"), "class Program { int x; }");
    Result after = sandbox.start();
    assertThat(ownJar(after)).isNotEqualTo(jar);
    assertThat(jar).exists();
  }

  /** The first entry of the class path that Java was started with. */
  private static Path ownJar(Result result) {
    String classPath =
        result.out().lines().dropWhile(line -> !line.equals("java:-cp")).skip(1).findFirst().get();
    return Path.of(classPath.substring("java:".length(), classPath.indexOf(".jar:")) + ".jar");
  }

  @ParameterizedTest
  @CsvSource({
    "sse2 avx2 fma " + AVX512 + ", linux-x86_64-onednn-avx512",
    "sse2 avx2 fma avx512f, linux-x86_64-onednn-avx2",
    "sse2 avx2 fma, linux-x86_64-onednn-avx2",
    "sse2 avx, linux-x86_64-onednn",
  })
  void picksTheNativeLibraryByWhatTheCpuHas(String flags, String classifier) throws Exception {
    sandbox.cpu(flags);
    sandbox.start();
    assertThat(sandbox.mavenCalls())
        .singleElement()
        .asString()
        .contains("-Dnd4j.classifier=" + classifier + " ");
  }

  @Test
  void aNativeLibraryAskedForByNameIsTaken() throws Exception {
    sandbox.set("FATHOM_CLASSIFIER", "linux-x86_64");
    sandbox.start();
    assertThat(sandbox.mavenCalls().get(0)).contains("-Dnd4j.classifier=linux-x86_64 ");
  }

  @Test
  void argumentsReachTheProgramAsTheyAreAndTheFolderIsTheCallers() throws Exception {
    sandbox.java("17", "printf '[%s]' \"$@\"; pwd");
    assertThat(sandbox.start("run", "my file.yaml", "*", "a=b c", "").out())
        .endsWith("[run][my file.yaml][*][a=b c][]" + folder.toRealPath() + "\n");
  }

  @Test
  void runsThroughSymbolicLinksFromElsewhere() throws Exception {
    Path links = Files.createDirectories(folder.resolve("some bin"));
    Files.createSymbolicLink(links.resolve("inner"), Path.of("../a checkout/fathom"));
    Path link = Files.createSymbolicLink(links.resolve("fathom"), Path.of("inner"));
    Result result = sandbox.start(link, links, "doctor");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("java:-Dfathom.home=" + sandbox.home.toRealPath());
  }

  @Test
  void optionsForTheJvmComeAfterItsOwn() throws Exception {
    sandbox.set("FATHOM_JAVA_OPTS", "-Xmx9g -Da=b");
    assertThat(sandbox.start("doctor").out())
        .containsSubsequence("java:-Xmx", "java:-Xmx9g\njava:-Da=b\njava:-cp", "java:doctor");
  }

  @Test
  void startsWithTheClassesThatTheBuildKept() throws Exception {
    String keeps = "for a; do case $a in -XX:ArchiveClassesAtExit=*) : >\"${a#*=}\";; esac; done; ";
    sandbox.java("17.0.9", keeps + "printf 'java:%s\\n' \"$@\"");
    String own = "java:-XX:SharedArchiveFile=" + sandbox.home + "/target/launcher/";
    assertThat(sandbox.start("doctor").out()).contains(own).contains("/java-17.0.9.jsa\n");

    sandbox.java("21.0.1", "printf 'java:%s\\n' \"$@\"");
    assertThat(sandbox.start("doctor").out()).doesNotContain("SharedArchiveFile");
  }

  @Test
  void aBuildWhoseClassesCannotBeKeptStartsWithout() throws Exception {
    sandbox.java(
        "17", "case $* in *ArchiveClassesAtExit*) exit 1;; esac; printf 'java:%s\\n' \"$@\"");
    Result result = sandbox.start("doctor");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).doesNotContain("SharedArchiveFile");
  }

  @Test
  void refusesAnOldJavaAndSaysHowToGetOne() throws Exception {
    sandbox.java("11.0.2", "exit 0");
    Result result = sandbox.start("layers");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("17 or newer", "is version 11.0.2", "Get one:");
    assertThat(sandbox.mavenCalls()).isEmpty();
  }

  @Test
  void refusesAJavaHomeWithoutJava() throws Exception {
    sandbox.set("JAVA_HOME", "/nowhere");
    Result result = sandbox.start("layers");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("JAVA_HOME is /nowhere", "Get one:");
  }

  @Test
  void refusesToBuildWithoutACompiler() throws Exception {
    sandbox.withoutCompiler();
    Result result = sandbox.start("layers");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("no compiler", "Get one:");
  }

  @Test
  void aFailedBuildShowsItsErrorsAndNamesTheLog() throws Exception {
    sandbox.maven("echo '[INFO] noise'; echo '[ERROR] Foo.java:[3,1] not a statement'; exit 1");
    Result result = sandbox.start("layers");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("Foo.java:[3,1] not a statement", "target/launcher/build.log");
    assertThat(result.err()).doesNotContain("noise");
    sandbox.maven("exit 0");
    assertThat(sandbox.start("layers").exitCode()).isZero();
  }

  @Test
  void aLockLeftByADeadBuildIsTakenOver() throws Exception {
    Path lock = Files.createDirectories(sandbox.home.resolve("target/launcher/lock"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
    assertThat(sandbox.start("layers").exitCode()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void aLockThatCannotBeTakenIsRefusedInTheSystemsWords() throws Exception {
    sandbox.command("mkdir", "echo \"mkdir: $1: Permission denied\" >&2; exit 1", "*/lock");
    Result result = sandbox.start("layers");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("target/launcher", "Permission denied", "rm -rf");
    assertThat(sandbox.mavenCalls()).isEmpty();
  }

  @Test
  void aFileInTheLocksPlaceIsRefused() throws Exception {
    Files.createFile(
        Files.createDirectories(sandbox.home.resolve("target/launcher")).resolve("lock"));
    Result result = sandbox.start("layers");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("File exists", "rm -rf");
  }

  @Test
  void aDeadLockThatCannotBeRemovedIsRefused() throws Exception {
    Path lock = Files.createDirectories(sandbox.home.resolve("target/launcher/lock"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
    sandbox.command("rm", "echo \"rm: $2: Operation not permitted\" >&2; exit 1", "*/lock");
    Result result = sandbox.start("layers");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Operation not permitted");
  }

  @ParameterizedTest
  @CsvSource({"'1,1', 1", "' 3 ', 3", "'', ''", "0, ''", "abc, ''", "99999999999, ''", "-2, ''"})
  void theNumberOfThreadsReachesTheLibrariesAsOneNumber(String given, String taken)
      throws Exception {
    sandbox.java("17", "printf 'threads:[%s]\\n' \"${OMP_NUM_THREADS-}\"");
    sandbox.set("OMP_NUM_THREADS", given);
    Result result = sandbox.start("doctor");
    assertThat(result.out()).contains("threads:[" + taken + "]");
    boolean passedOver = taken.isEmpty() && !given.isEmpty();
    assertThat(result.err().contains("got '" + given + "'")).isEqualTo(passedOver);
  }

  @Test
  void namesBeyondAsciiReachTheProgramWithoutALocale() throws Exception {
    sandbox.java("17", "printf '%s:%s:%s\\n' \"$(locale charmap)\" \"$*\"");
    sandbox.set("LC_ALL", "POSIX");
    assertThat(sandbox.start("run").out()).contains("-Dsun.jnu.encoding=UTF-8");
    assumeTrue(sandbox.hasLocale("C.UTF-8"), "needs the locale C.UTF-8");
    assertThat(sandbox.start("run").out()).startsWith("UTF-8:");
  }

  @Test
  void signalsReachTheProgram() throws Exception {
    sandbox.start();
    sandbox.java("17", "trap 'exit 42' TERM; echo up >&2; while :; do sleep 0.05; done");
    Process process = sandbox.launch(sandbox.home.resolve("fathom"), folder, "run");
    while (Files.readString(folder.resolve("err")).isEmpty()) {
      Thread.sleep(20);
    }
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(42);
  }

  @Test
  void aUsableGpuPutsTheCudaBackendOnTheClassPath() throws Exception {
    sandbox.java(
        "17",
        "case $* in *DeviceCheck*) echo 'cuda GPU-7 NVIDIA A100';;"
            + " *) printf 'java:%s\\n' \"$CUDA_VISIBLE_DEVICES\" \"$@\";; esac");
    Result result = sandbox.start("run", "x.yaml", "--device", "gpu");
    assertThat(result.out())
        .startsWith("java:GPU-7\n")
        .contains(
            "java:-Dfathom.device=NVIDIA A100", "java:-Dfathom.backend=" + CudaBackend.ARTIFACT);
    assertThat(sandbox.mavenCalls().get(1))
        .contains("-P launcher,cuda", "-Dnd4j.classifier=linux-x86_64-cudnn");
  }

  @Test
  void aGpuTooNewForThatBackendPutsTheKernelsOnTheClassPath() throws Exception {
    sandbox.java(
        "17",
        "case $* in *DeviceCheck*) echo 'kernels GPU-9 NVIDIA H200';;"
            + " *) printf 'java:%s\\n' \"$CUDA_VISIBLE_DEVICES\" \"$LD_LIBRARY_PATH\" \"$@\";; esac");
    sandbox.set("FATHOM_CUDA_LIBS", "/opt/cuda/lib:/opt/cudnn/lib");
    sandbox.set("LD_LIBRARY_PATH", "/opt/other");
    Result result = sandbox.start("run", "x.yaml", "--device", "gpu");
    assertThat(result.out())
        .startsWith("java:GPU-9\njava:/opt/cuda/lib:/opt/cudnn/lib:/opt/other\n")
        .contains(
            "java:-Dfathom.device=NVIDIA H200",
            "java:-Dfathom.backend=nd4j-native",
            "java:-Dfathom4j.kernels=cuda",
            "fathom4j-cuda.jar:")
        .containsOnlyOnce("cuda-13.jar");
    assertThat(sandbox.mavenCalls().get(1))
        .contains("experiments/chapter6,cuda ", "-P launcher,cuda-kernels");
  }

  @Test
  void anUnusableGpuEndsBeforeTheProgramStarts() throws Exception {
    sandbox.java(
        "17", "case $* in *DeviceCheck*) echo 'error: no' >&2; exit 2;; esac; echo started");
    Result result = sandbox.start("--device=gpu", "run", "x.yaml");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("error: no");
  }

  @Test
  void autoWithoutAGpuRunsOnTheCpu() throws Exception {
    sandbox.java("17", "case $* in *DeviceCheck*) echo cpu;; *) printf 'java:%s\\n' \"$@\";; esac");
    assertThat(sandbox.start("run", "--device", "auto").out())
        .contains(
            "java:-Dfathom.device=\n",
            "java:-Dfathom.backend=nd4j-native\n",
            "java:--device",
            "java:auto");
    assertThat(sandbox.mavenCalls()).hasSize(1);
  }
}
