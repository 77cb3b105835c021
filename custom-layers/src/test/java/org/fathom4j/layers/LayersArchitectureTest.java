package org.fathom4j.layers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.fathom4j.layers",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersArchitectureTest {

  @ArchTest
  static final ArchRule layersNeedDl4jAlone =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "org.fathom4j.compiled..");

  @ArchTest
  static final ArchRule familiesDoNotKnowEachOther =
      slices().matching("org.fathom4j.layers.(*)..").should().notDependOnEachOther();
}
