/**
 * In: the text of an expression and named values. Out: its value, or why there is none. The one
 * place that knows the expression library; depends on nothing else.
 */
@NullMarked
package org.fathom4j.config.expression;

import org.jspecify.annotations.NullMarked;
