/**
 * In: decoded pictures as bytes. Out: examples as the network sees them: cut, varied, centred and
 * scaled on reading; and their split by seed. Depends on: data, data.format, problem.
 */
@NullMarked
package org.fathom4j.data.image;

import org.jspecify.annotations.NullMarked;
