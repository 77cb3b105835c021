package org.fathom4j.cli;

import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.device.CudaBackend;
import org.fathom4j.device.CudaKernels;
import org.fathom4j.device.DeviceRequest;
import org.fathom4j.device.NativeBuild;
import org.fathom4j.problem.InvalidSpecException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code --device}. The launcher has read it already and put that device's backend on the class
 * path; here it is documented, and checked against what was started.
 */
final class DeviceOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--device",
      paramLabel = "cpu|gpu|auto",
      scope = ScopeType.INHERIT,
      description =
          "What trains: cpu (if not said), gpu (an NVIDIA card: of compute capability 3.7 to 8.9 by"
              + " ND4J's CUDA, of 9.0 and above by kernels of our own), or auto (the card where it"
              + " can be used).")
  void request(String value) {
    try {
      if (DeviceRequest.parse(value) == DeviceRequest.GPU
          && !NativeBuild.current().backend().equals(CudaBackend.ARTIFACT)
          && !CudaKernels.TITLE.equalsIgnoreCase(System.getProperty(KernelLibrary.PROPERTY))) {
        throw new InvalidSpecException(
            "--device gpu: neither CUDA backend is on the class path; start with ./fathom, which puts"
                + " it there.");
      }
    } catch (InvalidSpecException invalid) {
      throw new ParameterException(spec.commandLine(), "error: " + invalid.getMessage(), invalid);
    }
  }
}
