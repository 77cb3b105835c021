package org.fathom4j.cli;

import org.fathom4j.device.CudaBackend;
import org.fathom4j.device.Device;
import org.fathom4j.device.DeviceRequest;
import org.fathom4j.device.Devices;
import org.fathom4j.device.Gpu;
import org.fathom4j.problem.InvalidSpecException;

/**
 * What the launcher asks when {@code --device} is {@code gpu} or {@code auto}, before it puts a
 * backend on the class path: prints {@code cpu}, or {@code cuda} (ND4J's backend) or {@code
 * kernels} (the compiled step's own) and the card's UUID and name.
 */
public final class DeviceCheck {
  private DeviceCheck() {}

  /** Takes the value of {@code --device} and the platform of the native libraries. */
  public static void main(String[] arguments) {
    System.exit(decide(arguments[0], arguments[1]));
  }

  private static int decide(String request, String platform) {
    try {
      Device device = Devices.choose(DeviceRequest.parse(request), Devices.Machine.here(platform));
      if (device instanceof Device.Cuda cuda) {
        System.err.println("fathom: GPU " + cuda.gpu().describe() + ", " + CudaBackend.ARTIFACT);
        System.out.println("cuda " + named(cuda.gpu()));
      } else if (device instanceof Device.CompiledCuda cuda) {
        System.err.println(
            "fathom: GPU " + cuda.gpu().describe() + ", the compiled step's own kernels");
        System.out.println("kernels " + named(cuda.gpu()));
      } else if (device instanceof Device.Cpu cpu) {
        System.err.println("fathom: --device auto takes the CPU: " + cpu.reason());
        System.out.println("cpu");
      }
      return 0;
    } catch (InvalidSpecException unusable) {
      System.err.println("error: " + unusable.getMessage());
      return ExitCode.BAD_INPUT;
    }
  }

  private static String named(Gpu gpu) {
    return (gpu.uuid().isEmpty() ? "-" : gpu.uuid()) + " " + gpu.name();
  }
}
