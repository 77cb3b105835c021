package org.fathom4j.chapter6;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** What the studies may see of the framework. */
@AnalyzeClasses(
    packages = "org.fathom4j.chapter6",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ChapterArchitectureTest {
  @ArchTest
  static final ArchRule STUDIES_SEE_WHAT_A_STUDY_IS_MADE_OF =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideOutsideOfPackage("org.fathom4j..")
                  .or(
                      resideInAnyPackage(
                          "org.fathom4j.chapter6..",
                          "org.fathom4j.study",
                          "org.fathom4j.layers..",
                          "org.fathom4j.compiled..",
                          "org.fathom4j.config..",
                          "org.fathom4j.metrics..",
                          "org.fathom4j.problem..",
                          "org.fathom4j.data..",
                          "org.fathom4j.network..",
                          "org.fathom4j.training..",
                          "org.fathom4j.evaluation..",
                          "org.fathom4j.tracking.local..",
                          "org.fathom4j.report..",
                          "org.fathom4j.verdict..")));

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses().should().accessField(System.class, "out");

  @ArchTest
  static final ArchRule FAILURES_HAVE_A_TYPE_OF_THEIR_OWN =
      GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
}
