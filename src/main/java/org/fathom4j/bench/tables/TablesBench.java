package org.fathom4j.bench.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.fathom4j.bench.Python;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.sweep.sampler.SamplerType;

/**
 * Samplers, and Optuna's, on the same recorded tables with the same number of evaluations and as
 * many seeds: what counts is the regret of the best point found, see {@link RecordedTable#regret}.
 */
public final class TablesBench {
  /** Optuna's sampler of choice for one objective. */
  public static final String OPTUNA = "optuna";

  private static final String SCRIPT = "optuna_tables.py";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TableFolder folder;
  private final List<SamplerType> samplers;
  private final int evaluations;
  private final int seeds;

  /**
   * A benchmark.
   *
   * @param folder with the tables
   * @param samplers ours
   * @param evaluations points of each search
   * @param seeds searches with each sampler on each table, seeds 1, 2, ...
   */
  public TablesBench(TableFolder folder, List<SamplerType> samplers, int evaluations, int seeds) {
    this.folder = folder;
    this.samplers = List.copyOf(samplers);
    this.evaluations = evaluations;
    this.seeds = seeds;
  }

  /**
   * Measures.
   *
   * @param names the tables
   * @param optuna whether Optuna takes part
   * @param each takes the result of each table as soon as it is there
   */
  public void run(List<String> names, boolean optuna, Consumer<TableResult> each) {
    for (String name : names) {
      RecordedTable table = RecordedTable.read(folder.path(), name);
      Map<String, List<Double>> regrets = new LinkedHashMap<>();
      for (SamplerType sampler : samplers) {
        regrets.put(sampler.name(), regrets(table, sampler));
      }
      if (optuna) {
        regrets.put(OPTUNA, optuna(table));
      }
      each.accept(new TableResult(name, regrets));
    }
  }

  private List<Double> regrets(RecordedTable table, SamplerType sampler) {
    return IntStream.rangeClosed(1, seeds)
        .parallel()
        .mapToObj(seed -> TableSearch.regret(table, sampler, evaluations, seed))
        .toList();
  }

  private List<Double> optuna(RecordedTable table) {
    List<Double> regrets = new ArrayList<>();
    List<String> arguments =
        List.of(
            folder.path().toString(),
            Integer.toString(evaluations),
            Integer.toString(seeds),
            table.name());
    Python.run(SCRIPT, arguments, line -> regrets.add(table.regret(loss(line))));
    return regrets;
  }

  private static double loss(String line) {
    try {
      JsonNode answer = JSON.readTree(line);
      return answer.path("loss").asDouble(Double.NaN);
    } catch (IOException broken) {
      throw new ExperimentException("Optuna's script answered: " + line, broken);
    }
  }
}
