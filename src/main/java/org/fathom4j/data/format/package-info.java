/**
 * In: files of image data sets (MAT v5, IDX). Out: their numbers, read as a stream, and the same
 * files written. Knows bytes, no data set. Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.data.format;

import org.jspecify.annotations.NullMarked;
