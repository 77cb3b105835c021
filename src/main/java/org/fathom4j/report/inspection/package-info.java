/**
 * In: what a look into a trained network showed, small pictures included. Out: records that a page
 * is made of, stored beside the network: a report needs neither network nor data. Depends on:
 * metrics.
 */
@NullMarked
package org.fathom4j.report.inspection;

import org.jspecify.annotations.NullMarked;
