package org.fathom4j.sweep.arbiter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.fathom4j.sweep.space.Space;

/**
 * A space of ours as one of Arbiter's: each parameter a leaf, in order; the value, which Arbiter
 * serializes, is a point's map.
 */
final class SpaceAsArbiters implements ParameterSpace<Map<String, Object>> {
  private final Space space;
  private final List<AxisLeaf> leaves = new ArrayList<>();

  SpaceAsArbiters(Space space) {
    this.space = space;
    space.entries().forEach(entry -> leaves.add(new AxisLeaf(entry.axis())));
  }

  @Override
  public Map<String, Object> getValue(double[] unitCube) {
    return new LinkedHashMap<>(space.at(unitCube).values());
  }

  @Override
  public int numParameters() {
    return leaves.size();
  }

  @Override
  @SuppressWarnings("rawtypes") // Arbiter's own signature
  public List<ParameterSpace> collectLeaves() {
    return List.copyOf(leaves);
  }

  @Override
  @SuppressWarnings("rawtypes") // Arbiter's own signature
  public Map<String, ParameterSpace> getNestedSpaces() {
    Map<String, ParameterSpace> nested = new LinkedHashMap<>();
    for (int k = 0; k < leaves.size(); k++) {
      nested.put(space.entries().get(k).name(), leaves.get(k));
    }
    return nested;
  }

  @Override
  public boolean isLeaf() {
    return false;
  }

  @Override
  public void setIndices(int... indices) {
    throw new UnsupportedOperationException("indices belong to the leaves");
  }
}
