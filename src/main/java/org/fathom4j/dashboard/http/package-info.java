/**
 * In: an address and a site. Out: answers over HTTP/1.1, and streams of server-sent events. The
 * only package that knows Jetty. Depends on: problem.
 */
@NullMarked
package org.fathom4j.dashboard.http;

import org.jspecify.annotations.NullMarked;
