package org.fathom4j.sweep.arbiter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** A space as users of Arbiter's make them: its own leaves, the value a map by name. */
final class PointSpace implements ParameterSpace<Map<String, Object>> {
  private final Map<String, ParameterSpace<?>> axes;

  PointSpace(Map<String, ParameterSpace<?>> axes) {
    this.axes = new LinkedHashMap<>(axes);
  }

  @Override
  public Map<String, Object> getValue(double[] unitCube) {
    Map<String, Object> point = new LinkedHashMap<>();
    axes.forEach((name, axis) -> point.put(name, axis.getValue(unitCube)));
    return point;
  }

  @Override
  public int numParameters() {
    return axes.size();
  }

  @Override
  @SuppressWarnings("rawtypes") // Arbiter's own signature
  public List<ParameterSpace> collectLeaves() {
    return List.copyOf(axes.values());
  }

  @Override
  @SuppressWarnings("rawtypes") // Arbiter's own signature
  public Map<String, ParameterSpace> getNestedSpaces() {
    return new LinkedHashMap<>(axes);
  }

  @Override
  public boolean isLeaf() {
    return false;
  }

  @Override
  public void setIndices(int... indices) {
    throw new UnsupportedOperationException("indices belong to the axes");
  }
}
