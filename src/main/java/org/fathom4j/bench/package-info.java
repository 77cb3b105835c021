/**
 * Training speed of the compiled step beside DL4J's own and PyTorch's. In: which networks, against
 * whom, how many rounds; out: rates, ratios with their spread, memory. Depends on DL4J, the
 * compiled step, metrics and a PyTorch script run as a child process; never on the command line.
 */
@NullMarked
package org.fathom4j.bench;

import org.jspecify.annotations.NullMarked;
