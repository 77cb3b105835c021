package org.fathom4j.sweep.arbiter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * A point of a sweep as an Arbiter space: each axis is one of Arbiter's leaves, the value is a map
 * from parameter to value, in the order of the file.
 */
final class PointSpace implements ParameterSpace<Map<String, Object>> {
  private final Map<String, ParameterSpace<?>> axes;
  private final Set<String> whole;

  /**
   * A space.
   *
   * @param whole the axes whose values are rounded
   */
  PointSpace(Map<String, ParameterSpace<?>> axes, Set<String> whole) {
    this.axes = new LinkedHashMap<>(axes);
    this.whole = Set.copyOf(whole);
  }

  @Override
  public Map<String, Object> getValue(double[] unitCube) {
    Map<String, Object> point = new LinkedHashMap<>();
    axes.forEach((name, axis) -> point.put(name, value(name, axis.getValue(unitCube))));
    return point;
  }

  private Object value(String name, Object drawn) {
    return whole.contains(name) && drawn instanceof Double real
        ? (Object) (int) Math.rint(real)
        : drawn;
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
