package org.fathom4j.data.source;

import java.util.List;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.SplitRows;

/** MNIST and data sets published in its files. */
record IdxSource(String name, String summary, Official official) implements DataSource {
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
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            TRAIN,
            TEST,
            List.of()));
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
            TRAIN,
            TEST,
            List.of("install the Debian or Ubuntu package dataset-fashion-mnist")));
  }

  @Override
  public Optional<DataPlan> plan(DataSpec spec, DataPlaces places) {
    ImageOptions options = ImageOptions.read(spec.options(), ImageOptions.STANDARDIZE);
    FileSearch search = FileSearch.of(spec, places, IdxImageFiles.wanted());
    if (search.folder().isEmpty()) {
      Missing.report(spec, official, search);
      return Optional.empty();
    }
    return ImagePlan.of(
        spec, official, IdxImageFiles.found(search), options, SplitRows.Share.PROPORTIONAL);
  }
}
