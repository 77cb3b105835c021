/**
 * Training speed of the compiled step beside DL4J's own and PyTorch's. In: which networks, against
 * whom, how many rounds; out: rates, ratios with their spread, memory. Depends on: compiled,
 * device, layers, problem.
 */
@NullMarked
package org.fathom4j.bench;

import org.jspecify.annotations.NullMarked;
