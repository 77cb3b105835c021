/**
 * In: YAML text, overrides, presets. Out: validated, immutable records of an experiment. Depends on
 * the names of what is measured (metrics) and on no part of Deeplearning4j.
 */
@NullMarked
package org.fathom4j.config;

import org.jspecify.annotations.NullMarked;
