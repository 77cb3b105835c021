package org.fathom4j.compiled.onednn;

import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendContract;
import org.fathom4j.compiled.backend.OperationCase;
import org.fathom4j.compiled.interpreter.InterpreterBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OneDnnBackendTest extends BackendContract {
  @Override
  protected Backend open() {
    return OneDnnBackend.open();
  }

  @Override
  protected Backend openReference() {
    return new InterpreterBackend();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.fathom4j.compiled.backend.GroupCases#all")
  void groups_meanWhatTheReferenceSays(OperationCase tried) {
    operation_meansWhatTheReferenceSays(tried);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.fathom4j.compiled.backend.RecurrenceCases#all")
  void recurrences_meanWhatTheReferenceSays(OperationCase tried) {
    operation_meansWhatTheReferenceSays(tried);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.fathom4j.compiled.backend.MaskedStepCases#all")
  void stepsThatCount_meanWhatTheReferenceSays(OperationCase tried) {
    operation_meansWhatTheReferenceSays(tried);
    tiesAndKinks_areTheReferences(tried);
  }
}
