package org.fathom4j.sweep.arbiter;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.fathom4j.sweep.space.Axis;

/** An axis of ours as one of Arbiter's leaves. */
final class AxisLeaf implements ParameterSpace<Object> {
  private final Axis axis;
  private int index = -1;

  AxisLeaf(Axis axis) {
    this.axis = axis;
  }

  @Override
  public Object getValue(double[] unitCube) {
    return axis.value(axis.scale().at(unitCube[index]));
  }

  @Override
  public int numParameters() {
    return 1;
  }

  @Override
  @SuppressWarnings("rawtypes") // Arbiter's own signature
  public List<ParameterSpace> collectLeaves() {
    return List.of(this);
  }

  @Override
  @SuppressWarnings("rawtypes") // Arbiter's own signature
  public Map<String, ParameterSpace> getNestedSpaces() {
    return Map.of();
  }

  @Override
  public boolean isLeaf() {
    return true;
  }

  @Override
  public void setIndices(int... indices) {
    index = indices[0];
  }
}
