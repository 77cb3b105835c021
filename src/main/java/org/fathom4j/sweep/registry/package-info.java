/**
 * Every sampler by its name, and the automatic choice among them. The one place to add a line for a
 * new sampler.
 */
@NullMarked
package org.fathom4j.sweep.registry;

import org.jspecify.annotations.NullMarked;
