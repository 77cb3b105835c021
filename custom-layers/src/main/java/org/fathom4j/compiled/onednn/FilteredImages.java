package org.fathom4j.compiled.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.fathom4j.compiled.graph.Shape;

/**
 * Images as they are, channels last, and as the rows of a minimal filter's products; for a few
 * images after the other. Of the rows those of one product come first, of one tile of it those of
 * all images: {@code [product and tile][image][column and channel]}.
 */
final class FilteredImages {
  private final long count;
  private final long channels;
  private final long height;
  private final long width;
  private final MinimalFilter filter;
  private final long together;
  private final Assembler program;

  /** Images that are done together. */
  record Chunk(long first, long count) {}

  /** Images of this shape, so many of them together. */
  FilteredImages(Shape images, MinimalFilter filter, long together, Assembler program) {
    this.count = images.size(0);
    this.channels = images.size(1);
    this.height = images.size(2);
    this.width = images.size(3);
    this.filter = filter;
    this.together = together;
    this.program = program;
  }

  /** All images, as many together as may be. */
  List<Chunk> chunks() {
    List<Chunk> chunks = new ArrayList<>();
    for (long first = 0; first < count; first += together) {
      chunks.add(new Chunk(first, Math.min(together, count - first)));
    }
    return chunks;
  }

  /** Some of the images as they are: matrices of their rows. */
  Slot images(Slot all, Chunk chunk) {
    long row = width * channels;
    desc layout =
        new desc(
            new long[] {chunk.count(), height, row},
            memory.data_type.f32,
            new long[] {height * row, row, 1});
    return program.part(all, layout, chunk.first() * height * row);
  }

  /** Room for the rows of so many images as are done together. */
  Slot place() {
    return program.place(Layouts.plain(Shape.of(filter.rows(), together, width * channels)));
  }

  /** The rows of all products: a matrix for each image. */
  Slot rows(Slot place, Chunk chunk) {
    long row = width * channels;
    desc layout =
        new desc(
            new long[] {chunk.count(), filter.rows(), row},
            memory.data_type.f32,
            new long[] {row, chunk.count() * row, 1});
    return program.part(place, layout, 0);
  }

  /** The rows of one product, as images of one row each. */
  Slot lines(Slot place, Chunk chunk, int product) {
    long lines = filter.tiles() * chunk.count();
    return program.part(place, lines(chunk), product * lines * width * channels);
  }

  /** Of the rows of one product. */
  desc lines(Chunk chunk) {
    long lines = filter.tiles() * chunk.count();
    return new desc(new long[] {lines, channels, 1, width}, memory.data_type.f32, format_tag.nhwc);
  }
}
