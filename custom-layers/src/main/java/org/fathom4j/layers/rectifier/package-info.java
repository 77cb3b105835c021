/**
 * Rectifiers, without parameters as activation functions and with learned slopes as a layer. In and
 * out: activations of one shape. Depends on: layers.
 */
@NullMarked
package org.fathom4j.layers.rectifier;

import org.jspecify.annotations.NullMarked;
