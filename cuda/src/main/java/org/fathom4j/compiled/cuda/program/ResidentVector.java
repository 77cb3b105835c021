package org.fathom4j.compiled.cuda.program;

import java.nio.FloatBuffer;
import org.fathom4j.compiled.backend.Residence;
import org.fathom4j.compiled.cuda.device.Device;
import org.fathom4j.compiled.cuda.device.Memory;
import org.fathom4j.compiled.cuda.device.Place;

/** A network's vector in a device's own memory. */
final class ResidentVector implements Residence {
  private final Device device;
  private final FloatBuffer host;
  private final Memory memory;

  ResidentVector(Device device, FloatBuffer host) {
    this.device = device;
    this.host = host;
    this.memory = device.allocate((long) Math.max(1, host.capacity()) * Float.BYTES);
  }

  @Override
  public FloatBuffer host() {
    return host;
  }

  /** Where its first element lies. */
  Place place() {
    return Place.of(memory);
  }

  @Override
  public void push() {
    device.copyIn(host.duplicate().clear(), place());
  }

  @Override
  public void fetch() {
    device.copyOut(place(), host.duplicate().clear());
  }

  @Override
  public void close() {
    memory.close();
  }
}
