package org.fathom4j.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.provenance.Provenance;

/** Made-up sweeps that look like real ones, for tests alone. */
public final class SweepSamples {
  private static final int EPOCHS = 8;

  private SweepSamples() {}

  /** The depth study: matched sizes, width solved for. */
  public static SweepRecord depthStudy(int seeds, double gain) {
    int[] depths = {2, 3, 4, 6};
    int[] widths = {31, 24, 20, 16};
    List<TrialRecord> trials = new ArrayList<>();
    for (int arm = 0; arm < depths.length; arm++) {
      for (int seed = 1; seed <= seeds; seed++) {
        double level = 0.83 + gain * (1 - Math.exp(-(depths[arm] - 2) / 2.0));
        trials.add(
            complete(
                trials.size() + 1,
                parameters("depth", depths[arm], "width", widths[arm]),
                seed,
                level,
                0.05 - 0.006 * depths[arm]));
      }
    }
    return sweep("depth", trials);
  }

  /** Depth by width, every crossing. */
  public static SweepRecord grid(int seeds) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int depth : new int[] {2, 3, 4, 6, 8}) {
      for (int width : new int[] {8, 16, 32, 64}) {
        for (int seed = 1; seed <= seeds; seed++) {
          double level = 0.7 + 0.03 * Math.log(width) + 0.02 * Math.sqrt(depth);
          trials.add(
              complete(
                  trials.size() + 1,
                  parameters("depth", depth, "width", width),
                  seed,
                  level,
                  0.0006 * width));
        }
      }
    }
    return sweep("depth", trials);
  }

  /** Random search over four parameters of all kinds. */
  public static SweepRecord search(int count) {
    SplittableRandom random = new SplittableRandom(7);
    List<TrialRecord> trials = new ArrayList<>();
    String[] activations = {"relu", "prelu", "maxout"};
    for (int i = 1; i <= count; i++) {
      double rate = Math.pow(10, -4 + 3 * random.nextDouble());
      int width = random.nextInt(8, 65);
      Map<String, Object> parameters =
          parameters("depth", random.nextInt(2, 9), "width", width, "rate", rate);
      parameters.put("activation", activations[random.nextInt(3)]);
      double level = 0.9 - 0.02 * Math.pow(Math.log10(rate) + 2, 2) - 0.3 / width;
      trials.add(complete(i, parameters, 1, level, 0.02));
    }
    return sweep("", trials);
  }

  /** A run whose every text would rather be a script. */
  public static SweepRecord hostile() {
    String text =
        "</script><script>window.attacked=1</script><img src=x onerror=\"window.attacked=2\">";
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      Map<String, Object> parameters = parameters("kind" + text, i % 2 == 0 ? text : "plain");
      TrialRecord trial = complete(i, parameters, i, 0.8, 0.02);
      trials.add(i == 4 ? ended(trial, TrialState.FAILED, text) : trial);
    }
    return sweep("", trials);
  }

  /** Activations against each other. */
  public static SweepRecord categories(int seeds) {
    List<TrialRecord> trials = new ArrayList<>();
    String[] names = {"absolute-rectification", "relu", "prelu", "sigmoid"};
    for (int arm = 0; arm < names.length; arm++) {
      for (int seed = 1; seed <= seeds; seed++) {
        trials.add(
            complete(
                trials.size() + 1,
                parameters("activation", names[arm]),
                seed,
                0.9 - 0.01 * arm,
                0.03));
      }
    }
    return sweep("activation", trials);
  }

  /** One network, one seed. */
  public static SweepRecord single() {
    return sweep("", List.of(complete(1, new LinkedHashMap<>(), 1, 0.9, 0.04)));
  }

  /** The sweep with every third trial diverged, and one failed. */
  public static SweepRecord troubled(SweepRecord sweep) {
    List<TrialRecord> trials = new ArrayList<>();
    for (TrialRecord trial : sweep.trials()) {
      if (trial.number() % 3 == 1) {
        trials.add(
            ended(
                trial,
                TrialState.DIVERGED,
                "loss became NaN in epoch 3, at a learning rate of 0.8"));
      } else if (trial.number() == 2) {
        trials.add(
            ended(
                trial,
                TrialState.FAILED,
                "OutOfMemoryError: 2,147,483,648 bytes asked for & refused <native>"));
      } else {
        trials.add(trial);
      }
    }
    return with(sweep, trials);
  }

  private static TrialRecord ended(TrialRecord trial, TrialState state, String cause) {
    List<EpochRecord> epochs = new ArrayList<>(trial.epochs().subList(0, 2));
    epochs.add(new EpochRecord(3, 0, Map.of("train/loss", Double.NaN, "validation/loss", 1e9)));
    return new TrialRecord(
        trial.number(),
        trial.parameters(),
        trial.seed(),
        trial.fold(),
        state,
        cause,
        trial.networkParameters(),
        trial.engine(),
        epochs,
        Map.of(),
        trial.seconds());
  }

  /** As a regression: loss is all there is. */
  public static SweepRecord regression(int seeds) {
    SweepRecord sweep = depthStudy(seeds, 0.08);
    List<TrialRecord> trials = new ArrayList<>();
    for (TrialRecord trial : sweep.trials()) {
      Map<String, Double> results = new TreeMap<>();
      results.put("test/loss", 1.2 * (1 - trial.result("test/accuracy")));
      results.put("best/validation/loss", 1.2 * (1 - trial.result("best/validation/accuracy")));
      results.put("best/train/loss", 1.2 * (1 - trial.result("best/train/accuracy")));
      results.put("best/epoch", 7.0);
      List<EpochRecord> epochs =
          trial.epochs().stream()
              .map(
                  e ->
                      new EpochRecord(
                          e.epoch(),
                          0,
                          Map.of(
                              "train/loss", e.metrics().getOrDefault("train/loss", 0.0),
                              "validation/loss", e.metrics().getOrDefault("validation/loss", 0.0))))
              .toList();
      trials.add(
          new TrialRecord(
              trial.number(),
              trial.parameters(),
              trial.seed(),
              trial.fold(),
              trial.state(),
              "",
              trial.networkParameters(),
              trial.engine(),
              epochs,
              results,
              trial.seconds()));
    }
    return new SweepRecord(
        sweep.id(),
        "house-prices",
        "How does depth change the error of a regression?",
        "",
        "depth",
        "validation/loss",
        false,
        0,
        0,
        trials.size(),
        sweep.data(),
        sweep.spec(),
        sweep.specHash(),
        sweep.command(),
        sweep.provenance(),
        trials,
        sweep.seconds());
  }

  /** The sweep of another experiment. */
  public static SweepRecord of(SweepRecord sweep, String spec) {
    return new SweepRecord(
        sweep.id(),
        sweep.name(),
        sweep.question(),
        sweep.preset(),
        sweep.axis(),
        sweep.objective(),
        sweep.maximize(),
        sweep.matchedParameters(),
        sweep.matchedOperations(),
        sweep.plannedTrials(),
        sweep.data(),
        spec,
        sweep.specHash(),
        sweep.command(),
        sweep.provenance(),
        sweep.trials(),
        sweep.seconds());
  }

  /** The sweep with other trials. */
  public static SweepRecord with(SweepRecord sweep, List<TrialRecord> trials) {
    return new SweepRecord(
        sweep.id(),
        sweep.name(),
        sweep.question(),
        sweep.preset(),
        sweep.axis(),
        sweep.objective(),
        sweep.maximize(),
        sweep.matchedParameters(),
        sweep.matchedOperations(),
        sweep.plannedTrials(),
        sweep.data(),
        sweep.spec(),
        sweep.specHash(),
        sweep.command(),
        sweep.provenance(),
        trials,
        sweep.seconds());
  }

  /** A trial that ended well: about that test accuracy, training above it by the gap. */
  public static TrialRecord complete(
      int number, Map<String, Object> parameters, long seed, double level, double gap) {
    SplittableRandom random = new SplittableRandom(seed * 1000 + number);
    double noise = 0.006 * (random.nextDouble() + random.nextDouble() - 1);
    double test = Math.min(0.999, level + noise);
    double train = Math.min(1, test + gap);
    List<EpochRecord> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double share = 1 - Math.exp(-0.6 * epoch);
      Map<String, Double> metrics = new TreeMap<>();
      double jitter = 0.01 * (random.nextDouble() - 0.5);
      metrics.put("train/accuracy", Math.min(1, train * share + 0.08 * (1 - share)));
      metrics.put("validation/accuracy", Math.min(1, test * share + 0.1 * (1 - share) + jitter));
      metrics.put("train/loss", 2.3 * (1 - share * train) + 0.05);
      metrics.put("validation/loss", 2.3 * (1 - share * test) + 0.05 + jitter);
      metrics.put("learning-rate", 0.02);
      epochs.add(new EpochRecord(epoch, 1_760_000_000_000L + 1000L * epoch, metrics));
    }
    Map<String, Double> results = new TreeMap<>();
    results.put("test/accuracy", round(test));
    results.put("test/loss", round(2.3 * (1 - test)));
    results.put("best/epoch", 7.0 + random.nextInt(2));
    results.put("best/train/accuracy", round(train));
    results.put(
        "best/validation/accuracy", round(Math.min(1, test + 0.004 * (random.nextDouble() - 0.5))));
    results.put("best/validation/loss", round(2.3 * (1 - test) + 0.02));
    long size = 59_000L + random.nextInt(2000);
    return new TrialRecord(
        number,
        parameters,
        seed,
        0,
        TrialState.COMPLETE,
        "",
        size,
        "compiled/onednn",
        epochs,
        results,
        12 + 3 * random.nextDouble());
  }

  /** A complete trial with that test accuracy, and the same in validation. */
  public static TrialRecord measured(
      int number, Map<String, Object> parameters, long seed, double accuracy) {
    return trial(
        number,
        parameters,
        seed,
        Map.of("test/accuracy", accuracy, "best/validation/accuracy", accuracy));
  }

  /** A complete trial with those results and no curves. */
  public static TrialRecord trial(
      int number, Map<String, Object> parameters, long seed, Map<String, Double> results) {
    return new TrialRecord(
        number,
        parameters,
        seed,
        0,
        TrialState.COMPLETE,
        "",
        60_000,
        "dl4j",
        List.of(),
        results,
        2);
  }

  /** A complete trial on a fold of the data, with that accuracy in test and validation. */
  public static TrialRecord onFold(int number, int depth, long seed, int fold, double accuracy) {
    TrialRecord trial = measured(number, parameters("depth", depth), seed, accuracy);
    return new TrialRecord(
        number,
        trial.parameters(),
        seed,
        fold,
        trial.state(),
        "",
        trial.networkParameters(),
        trial.engine(),
        trial.epochs(),
        trial.results(),
        trial.seconds());
  }

  /** An arm of depth after depth, a value for each seed from 1; NaN leaves the trial out. */
  public static SweepRecord depths(int[] depths, double[][] accuracies) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int arm = 0; arm < depths.length; arm++) {
      for (int seed = 1; seed <= accuracies[arm].length; seed++) {
        if (Double.isFinite(accuracies[arm][seed - 1])) {
          Map<String, Object> parameters = parameters("depth", depths[arm]);
          trials.add(measured(trials.size() + 1, parameters, seed, accuracies[arm][seed - 1]));
        }
      }
    }
    return sweep("depth", trials);
  }

  private static double round(double value) {
    return Math.rint(value * 2000) / 2000;
  }

  /** Parameters by name, in order. */
  public static Map<String, Object> parameters(Object... namesAndValues) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return parameters;
  }

  /** A sweep of these trials on generated digits. */
  public static SweepRecord sweep(String axis, List<TrialRecord> trials) {
    return new SweepRecord(
        "20260801-101500-ab12",
        "depth-study",
        "Does a deeper network read house numbers better than a shallower one of the same size?",
        "quick",
        axis,
        "validation/accuracy",
        true,
        axis.equals("depth") ? 60_000 : 0,
        0,
        trials.size(),
        new SweepRecord.DataInfo(
            "street-numbers",
            "street-numbers (generated)",
            "Digits drawn by Fathom4j from glyph outlines; not SVHN.",
            8000,
            2000,
            2000,
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            "32x32x3",
            "5f2c9a4e".repeat(8),
            "generated",
            Map.of("seed", "1")),
        "name: depth-study\ndata:\n  name: street-numbers\nsweep:\n  space: {depth: [2, 3, 4, 6]}\n",
        "0123abcd".repeat(8),
        "./fathom run experiments/10-depth-study.yaml --preset quick",
        new Provenance(
            "f8f90187d1f2a9c0b1e2d3c4b5a697887766554f",
            true,
            "ada",
            "lab-2",
            "Linux 6.1 amd64",
            "Eclipse Adoptium 17.0.12",
            "Intel Xeon Platinum 8480",
            2,
            2,
            "Intel Xeon Platinum 8480",
            "CPU linux-x86_64-onednn-avx512",
            "avx512_core",
            Map.of("fathom4j", "0.1.0", "dl4j", "1.0.0-M2.1", "kernels", "oneDNN 3.11.0"),
            List.of(),
            1_785_000_000_000L),
        trials,
        201.4);
  }
}
