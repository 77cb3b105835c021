/**
 * In: YAML text, overrides, presets. Out: validated, immutable records of an experiment. Depends on
 * no other package of Fathom4j and on no part of Deeplearning4j.
 */
@NullMarked
package org.fathom4j.config;

import org.jspecify.annotations.NullMarked;
