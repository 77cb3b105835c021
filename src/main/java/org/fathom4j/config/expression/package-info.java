/**
 * In: the text of an expression and named values. Out: its value, or why there is none. The one
 * place that knows the expression library. Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.config.expression;

import org.jspecify.annotations.NullMarked;
