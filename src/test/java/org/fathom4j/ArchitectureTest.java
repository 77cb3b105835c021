package org.fathom4j;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The architecture: which package may see which, and where each library may be named. */
@AnalyzeClasses(
    packages = "org.fathom4j",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestJars.class
    })
final class ArchitectureTest {
  /** Tests of another module that are a jar. */
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String ROOT = "org.fathom4j.";

  /**
   * The packages of Fathom4j that each may see besides itself and {@code problem}, which is below
   * all: data flows one way. The command line is at the end of it and may see all.
   */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("config", List.of("metrics")),
          Map.entry("problem", List.of()),
          Map.entry("provenance", List.of()),
          Map.entry("metrics", List.of("provenance")),
          Map.entry("verdict", List.of("metrics")),
          Map.entry("event", List.of("metrics", "verdict")),
          Map.entry("layers", List.of()),
          Map.entry("compiled", List.of("layers")),
          Map.entry("device", List.of("config")),
          Map.entry("data", List.of("config", "metrics")),
          Map.entry("draft", List.of("data")),
          Map.entry("sweep", List.of("config", "metrics")),
          Map.entry("mlflow", List.of()),
          Map.entry(
              "tracking", List.of("mlflow", "config", "event", "metrics", "provenance", "verdict")),
          Map.entry("report", List.of("config", "metrics", "provenance", "sweep", "verdict")),
          Map.entry("dashboard", List.of("config", "metrics", "provenance", "tracking", "report")),
          Map.entry("scoring", List.of("layers", "metrics", "data")),
          Map.entry("network", List.of("layers", "config", "metrics", "data")),
          Map.entry(
              "training",
              List.of("layers", "compiled", "config", "metrics", "data", "network", "scoring")),
          Map.entry(
              "evaluation",
              List.of(
                  "layers",
                  "config",
                  "metrics",
                  "data",
                  "network",
                  "scoring",
                  "training",
                  "report")),
          Map.entry(
              "trial",
              List.of(
                  "layers",
                  "compiled",
                  "config",
                  "event",
                  "metrics",
                  "data",
                  "network",
                  "training",
                  "sweep",
                  "tracking")),
          Map.entry("worker", List.of("data", "event", "metrics", "tracking", "trial")),
          Map.entry(
              "bench",
              List.of(
                  "layers",
                  "compiled",
                  "config",
                  "metrics",
                  "device",
                  "data",
                  "network",
                  "sweep",
                  "trial",
                  "tracking",
                  "experiment")),
          Map.entry(
              "doctor", List.of("compiled", "config", "device", "data", "mlflow", "tracking")),
          Map.entry("study", List.of("config", "metrics", "data", "report")),
          Map.entry(
              "experiment",
              List.of(
                  "layers",
                  "compiled",
                  "config",
                  "event",
                  "metrics",
                  "provenance",
                  "device",
                  "data",
                  "network",
                  "training",
                  "sweep",
                  "trial",
                  "worker",
                  "evaluation",
                  "study",
                  "mlflow",
                  "tracking",
                  "report",
                  "verdict",
                  "dashboard")));

  /** The packages that may name a library; all others go through their types. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("org.snakeyaml", List.of("config")),
          Map.entry("com.ezylang", List.of("config")),
          Map.entry("picocli", List.of("cli")),
          Map.entry("org.mlflow", List.of("mlflow.client")),
          Map.entry("org.deeplearning4j.arbiter", List.of("sweep.arbiter", "experiment.arbiter")),
          Map.entry("org.hipparchus", List.of("sweep.sobol", "sweep.cmaes", "report.statistics")),
          Map.entry(
              "org.apache.commons.statistics",
              List.of("sweep.tpe", "sweep.stopping", "report.statistics")),
          Map.entry("org.apache.fontbox", List.of("data", "report")),
          Map.entry("io.jhdf", List.of("data")),
          Map.entry("org.apache.commons.compress", List.of("data")),
          Map.entry("org.apache.commons.csv", List.of("data.datavec", "data.infer")),
          Map.entry("org.datavec", List.of("data.datavec")),
          Map.entry("org.eclipse.jetty", List.of("dashboard.http")),
          Map.entry("oshi", List.of("dashboard.machine")),
          Map.entry("com.sun.jna", List.of("device")),
          Map.entry("org.bytedeco.dnnl", List.of("compiled.onednn")));

  /** They work where no backend loads. */
  private static final List<String> WITHOUT_DL4J =
      List.of(
          "problem",
          "config",
          "event",
          "metrics",
          "provenance",
          "data",
          "scoring",
          "tracking",
          "report",
          "verdict",
          "dashboard",
          "device");

  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      SlicesRuleDefinition.slices().matching("org.fathom4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule STUDIES_ARE_FOUND_AS_SERVICES_ALONE =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.fathom4j.chapter6..");

  /** Each is found as a service. */
  @ArchTest
  static void backendsAreNamedByNobody(JavaClasses all) {
    for (String backend : List.of("compiled.onednn", "compiled.interpreter", "compiled.cuda")) {
      noClasses()
          .that(not(resideInAnyPackage(packages(List.of(backend)))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(List.of(backend)))
          .check(all);
    }
  }

  @ArchTest
  static final ArchRule STORED_RESULTS_NEED_NO_BACKEND =
      noClasses()
          .that(resideInAnyPackage(packages(WITHOUT_DL4J)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..");

  @ArchTest
  static final ArchRule FAILURES_HAVE_A_TYPE_OF_THEIR_OWN =
      GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  @ArchTest
  static final ArchRule
      NO_ZIP_FILE_SYSTEM = // it prints an error of the disk, and leaves out the entry
      noClasses()
              .should()
              .callMethod(FileSystems.class, "newFileSystem", Path.class)
              .orShould()
              .callMethod(FileSystems.class, "newFileSystem", Path.class, Map.class);

  @ArchTest
  static final ArchRule LOGGING_GOES_THROUGH_SLF4J = // MLflow's client alone must be silenced there
      noClasses()
          .that()
          .resideOutsideOfPackage("org.fathom4j.mlflow.client..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.fathom4j.cli..")
          .should()
          .accessField(System.class, "out");

  @ArchTest
  static final ArchRule PUBLIC_CLASSES_ARE_FINAL_SEALED_OR_ABSTRACT =
      classes()
          .that()
          .arePublic()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .should(beFinalSealedOrAbstract());

  @ArchTest
  static void packagesSeeOnlyWhatTheArrowsAllow(JavaClasses all) {
    ARROWS.forEach(
        (name, seen) ->
            classes()
                .that(resideInAPackage(ROOT + name + ".."))
                .should()
                .onlyDependOnClassesThat(
                    not(resideInAPackage("org.fathom4j.."))
                        .or(resideInAnyPackage(packages(seen)))
                        .or(resideInAPackage(ROOT + "problem"))
                        .or(resideInAPackage(ROOT + name + "..")))
                .allowEmptyShould(true)
                .check(all));
  }

  @ArchTest
  static void everyPackageHasItsArrows(JavaClasses all) {
    assertThat(all.stream().map(ArchitectureTest::topPackage).distinct())
        .isSubsetOf(Stream.concat(ARROWS.keySet().stream(), Stream.of("cli")).toList());
  }

  @ArchTest
  static void librariesAreNamedInTheirAdaptersOnly(JavaClasses all) {
    LIBRARIES.forEach(
        (library, adapters) ->
            noClasses()
                .that(not(resideInAnyPackage(packages(adapters))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(all));
  }

  @ArchTest
  static void everyPackageSaysWhatItIsForAndIsNullMarked(JavaClasses all) {
    assertThat(all.stream().map(JavaClass::getPackage).distinct())
        .filteredOn(found -> !found.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .as("packages without a package-info that has @NullMarked")
        .isEmpty();
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
  }

  private static String topPackage(JavaClass found) {
    return found.getPackageName().substring(ROOT.length()).replaceFirst("\\..*", "");
  }

  private static ArchCondition<JavaClass> beFinalSealedOrAbstract() {
    return new ArchCondition<>("be final, sealed or abstract") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean closed =
            item.getModifiers().contains(JavaModifier.FINAL)
                || item.getModifiers().contains(JavaModifier.ABSTRACT)
                || item.reflect().isSealed();
        events.add(
            new SimpleConditionEvent(item, closed, item.getName() + " can be extended by anyone"));
      }
    };
  }
}
