/**
 * The command line: reads arguments, calls the other packages, prints. Results go to standard
 * output, progress and logs to standard error. The only package that names picocli.
 */
@NullMarked
package org.fathom4j.cli;

import org.jspecify.annotations.NullMarked;
