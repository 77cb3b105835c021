package org.fathom4j.data.source;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedData.Pictures;
import org.fathom4j.data.ScoringPlan;
import org.fathom4j.data.SplitRows;
import org.fathom4j.data.Target;
import org.fathom4j.data.fetch.RemoteFile;

/** MNIST and data sets published in its files. */
record IdxSource(
    String name,
    String summary,
    Official official,
    List<RemoteFile> files,
    Map<String, String> contents,
    KnownOrigins origins)
    implements DataSource {
  private static final FeatureShape.Image SHAPE = new FeatureShape.Image(28, 28, 1);
  private static final int TRAIN = 60_000;
  private static final int TEST = 10_000;

  static IdxSource mnist() {
    return new IdxSource(
        "mnist",
        "handwritten digits, 28x28 grey, 60,000 / 10,000",
        new Official(
            "MNIST",
            "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document"
                + " recognition, Proceedings of the IEEE 86(11), 1998",
            SvhnDigitsSource.DIGITS,
            SHAPE,
            TRAIN,
            TEST,
            List.of()),
        PublishedFiles.mnist(),
        PublishedFiles.MNIST_CONTENTS,
        new KnownOrigins());
  }

  static IdxSource fashionMnist() {
    return new IdxSource(
        "fashion-mnist",
        "articles of clothing, 28x28 grey, 60,000 / 10,000",
        new Official(
            "Fashion-MNIST",
            "Xiao, Rasul, Vollgraf: Fashion-MNIST: a novel image dataset for benchmarking machine"
                + " learning algorithms, arXiv 1708.07747, 2017",
            List.of(
                "T-shirt/top",
                "Trouser",
                "Pullover",
                "Dress",
                "Coat",
                "Sandal",
                "Shirt",
                "Sneaker",
                "Bag",
                "Ankle boot"),
            SHAPE,
            TRAIN,
            TEST,
            List.of("install the Debian or Ubuntu package dataset-fashion-mnist")),
        PublishedFiles.fashionMnist(),
        PublishedFiles.FASHION_MNIST_CONTENTS,
        new KnownOrigins());
  }

  @Override
  public List<RemoteFile> remote(DataSpec spec) {
    return files;
  }

  @Override
  public Optional<DataPlan> plan(DataSpec spec, DataPlaces places) {
    ImageOptions options = ImageOptions.read(spec.options(), ImageOptions.STANDARDIZE);
    FileSearch search = FileSearch.of(spec, places, IdxImageFiles.wanted());
    if (search.folder().isEmpty()) {
      return official
          .missing(spec, places, search, files)
          .plan(
              options.framing(official.shape()).shape(official.shape().channels()),
              new Target.Classes(official.classes()),
              new int[] {TRAIN, TEST},
              () -> plan(spec, places));
    }
    return ImagePlan.of(
        spec,
        official,
        IdxImageFiles.found(search),
        options,
        SplitRows.Share.PROPORTIONAL,
        paths -> origins.of(paths, files, contents));
  }

  @Override
  public Optional<ScoringPlan> scoring(DataSpec spec, FittedData fitted, DataPlaces places) {
    ImageOptions.read(spec.options(), ImageOptions.STANDARDIZE);
    return PictureState.pictures(spec, fitted).flatMap(known -> test(spec, known, places));
  }

  private Optional<ScoringPlan> test(DataSpec spec, Pictures fitted, DataPlaces places) {
    FileSearch search = FileSearch.of(spec, places, IdxImageFiles.wantedTest());
    List<RemoteFile> published = files.subList(files.size() / 2, files.size());
    if (search.folder().isEmpty()) {
      return official
          .missing(spec, places, search, published)
          .scoring(() -> test(spec, fitted, places));
    }
    try {
      return IdxImageFiles.test(search)
          .plan(spec, fitted, official, paths -> origins.of(paths, published, contents));
    } catch (IOException e) {
      return ImagePlan.refused(spec, e);
    }
  }
}
