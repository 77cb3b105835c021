/**
 * The one place that names Arbiter: its parameter spaces and generators, without its runner. In: a
 * space of parameters. Out: points of it.
 */
@NullMarked
package org.fathom4j.sweep.arbiter;

import org.jspecify.annotations.NullMarked;
