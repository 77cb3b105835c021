package org.fathom4j.mlflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What a plain Deeplearning4j program gets with the listener, and what it does not. */
@AnalyzeClasses(
    packages = "org.fathom4j.mlflow",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class PurityTest {
  @ArchTest
  static final ArchRule NOTHING_OF_THE_FRAMEWORK =
      classes()
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.<JavaClass>describe(
                  "are not of Fathom4j, but for this module's",
                  type ->
                      !type.getPackageName().startsWith("org.fathom4j.")
                          || type.getPackageName().startsWith("org.fathom4j.mlflow")));

  @ArchTest
  static final ArchRule THE_CLIENT_KNOWS_NO_NETWORK =
      noClasses()
          .that()
          .resideInAPackage("org.fathom4j.mlflow.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule THE_JAVA_CLIENT_IS_NAMED_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.fathom4j.mlflow.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mlflow..", "org.mlflow_project..", "com.fasterxml..");
}
