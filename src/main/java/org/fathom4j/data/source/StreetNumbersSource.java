package org.fathom4j.data.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.Options;
import org.fathom4j.config.Quota;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.data.Target;
import org.fathom4j.data.fetch.RemoteFile;
import org.fathom4j.data.image.Framing;
import org.fathom4j.data.streetnumbers.StreetNumbersOptions;
import org.fathom4j.data.streetnumbers.StreetNumbersOptions.Task;

/** House numbers that are drawn by a generator; nothing is fetched. */
final class StreetNumbersSource implements DataSource {
  private static final int TRAIN = 20_000;
  private static final int TEST = 4_000;

  @Override
  public String name() {
    return "street-numbers";
  }

  @Override
  public String summary() {
    return "house numbers drawn by a generator, 32x32 digits or 64x64 sequences, any number";
  }

  @Override
  public List<RemoteFile> remote(DataSpec spec) {
    return List.of();
  }

  @Override
  public Optional<ScoringPlan> scoring(DataSpec spec, FittedData fitted, DataPlaces places) {
    StreetNumbersPlan drawn = drawn(spec);
    return PictureState.pictures(spec, fitted).flatMap(drawn::scoring);
  }

  @Override
  public Optional<DataPlan> plan(DataSpec spec, DataPlaces places) {
    StreetNumbersPlan drawn = drawn(spec);
    if (spec.folds() > 0) {
      spec.options().problem("folds", Counts.noFolds(name()));
      return Optional.empty();
    }
    return Optional.of(drawn);
  }

  private StreetNumbersPlan drawn(DataSpec spec) {
    Options options = spec.options();
    boolean sequence =
        options.choice("task", List.of("digit", "sequence"), "digit").equals("sequence");
    ImageOptions images =
        sequence
            ? ImageOptions.ofSequences(options, ImageOptions.PER_IMAGE_MEAN)
            : ImageOptions.read(options, ImageOptions.PER_IMAGE_MEAN);
    StreetNumbersOptions drawing =
        new StreetNumbersOptions(
            sequence ? Task.SEQUENCE : Task.DIGIT,
            options.number("difficulty", 0, 1, StreetNumbersOptions.TUNED),
            options.flag("balanced", false));
    FeatureShape.Image drawn =
        new FeatureShape.Image(drawing.task().side(), drawing.task().side(), 3);
    Framing framing = sequence ? Sequences.framing(drawn, images) : images.framing(drawn);
    int train = spec.train() == 0 ? TRAIN : spec.train();
    DataDescription description =
        new DataDescription(
            name(),
            String.format(
                Locale.ROOT, "street-numbers (generated, %s)", sequence ? "sequences" : "digits"),
            framing.shape(drawn.channels()),
            sequence ? Sequences.TARGET : new Target.Classes(SvhnDigitsSource.DIGITS),
            train,
            spec.validation().orElse(Counts.PUBLISHED).of(train),
            spec.test().equals(Quota.ALL) ? TEST : spec.test().of(TEST),
            "generated");
    return new StreetNumbersPlan(spec, drawing, images, framing, description);
  }
}
