/**
 * What a layer of one's own brings to be compiled.
 *
 * <p>In: a layer's configuration and parameters. Out: the operations of a graph that it consists
 * of. Depends on: compiled.graph.
 */
@NullMarked
package org.fathom4j.compiled.form;

import org.jspecify.annotations.NullMarked;
