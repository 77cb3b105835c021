package org.fathom4j.compiled.loss;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the rows are that a loss scores one by one. */
public enum Rows {
  /** Examples. */
  EXAMPLES {
    @Override
    INDArray of(INDArray array) {
      return array;
    }

    @Override
    INDArray ofMask(INDArray mask, INDArray labels) {
      return mask;
    }
  },

  /** Pixels of images {@code [n, channels, height, width]}. */
  PIXELS {
    @Override
    INDArray of(INDArray array) {
      return ConvolutionUtils.reshape4dTo2d(
          array, CNN2DFormat.NCHW, LayerWorkspaceMgr.noWorkspaces(), ArrayType.FF_WORKING_MEM);
    }

    @Override
    INDArray ofMask(INDArray mask, INDArray labels) {
      return ConvolutionUtils.reshapeMaskIfRequired(
          mask,
          labels,
          CNN2DFormat.NCHW,
          LayerWorkspaceMgr.noWorkspaces(),
          ArrayType.FF_WORKING_MEM);
    }
  },

  /** Pixels of images {@code [n, height, width, channels]}. */
  PIXELS_OF_CHANNELS_LAST {
    @Override
    INDArray of(INDArray array) {
      return PIXELS.of(channelsFirst(array));
    }

    @Override
    INDArray ofMask(INDArray mask, INDArray labels) {
      return PIXELS.ofMask(channelsFirst(mask), channelsFirst(labels));
    }

    private static INDArray channelsFirst(INDArray array) {
      return array.rank() == 4 ? array.permute(0, 3, 1, 2) : array;
    }
  },

  /** Steps of sequences {@code [n, channels, length]}: all first steps, all second ones, ... */
  STEPS {
    @Override
    INDArray of(INDArray array) {
      return array
          .permute(2, 0, 1)
          .dup('c')
          .reshape('c', array.size(2) * array.size(0), array.size(1));
    }

    @Override
    INDArray ofMask(INDArray mask, INDArray labels) {
      return mask.rank() == 3
          ? of(mask)
          : mask.permute(1, 0).dup('c').reshape('c', mask.length(), 1);
    }
  };

  /** Labels as rows. */
  abstract INDArray of(INDArray labels);

  /** A mask of labels as rows. */
  abstract INDArray ofMask(INDArray mask, INDArray labels);
}
