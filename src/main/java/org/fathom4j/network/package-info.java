/**
 * In: the layers of a trial, the shape of the data. Out: a network configuration with every shape
 * checked. One registry names every layer and activation. Depends on: config, data, layers,
 * problem.
 */
@NullMarked
package org.fathom4j.network;

import org.jspecify.annotations.NullMarked;
