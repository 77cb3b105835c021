package org.fathom4j.layers.convolution;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** The two passes of {@link Pooling}: DL4J's own, under the name that a summary shows. */
final class PoolingRuntime extends SubsamplingLayer {

  PoolingRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }
}
