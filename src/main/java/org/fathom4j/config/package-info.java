/**
 * In: YAML text, overrides, presets. Out: validated, immutable records of an experiment. Depends
 * on: config.expression, config.yaml, metrics, problem.
 */
@NullMarked
package org.fathom4j.config;

import org.jspecify.annotations.NullMarked;
