package org.fathom4j.compiled;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.fathom4j.compiled",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule onlyItsPackageNamesOneDnn =
      noClasses()
          .that()
          .resideOutsideOfPackage("..compiled.onednn")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule onlyTheRegistryLeadsToOneDnn =
      noClasses()
          .that()
          .resideOutsideOfPackage("..compiled.onednn")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..compiled.onednn");

  @ArchTest
  static final ArchRule onlyTheRegistryLeadsToTheInterpreter =
      noClasses()
          .that()
          .resideOutsideOfPackage("..compiled.interpreter")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..compiled.interpreter");

  @ArchTest
  static final ArchRule theGraphKnowsNoNetworkAndNoBackend =
      noClasses()
          .that()
          .resideInAPackage("..compiled.graph")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.deeplearning4j..",
              "..compiled.backend",
              "..compiled.onednn",
              "..compiled.lowering");

  @ArchTest
  static final ArchRule theBackendKnowsNoNetwork =
      noClasses()
          .that()
          .resideInAnyPackage("..compiled.backend", "..compiled.onednn", "..compiled.interpreter")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "..compiled.lowering");

  @ArchTest
  static final ArchRule nothingBelowTheLoweringKnowsArraysOfNd4j =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..compiled.graph",
              "..compiled.backend",
              "..compiled.onednn",
              "..compiled.interpreter")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "..compiled.host");
}
