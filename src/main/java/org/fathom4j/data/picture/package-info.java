/**
 * In: the bytes of a picture file (PNG, JPEG, GIF, BMP, WebP). Out: its grey levels as they are
 * stored, upright and on white, or an answer that names the file. The only package that decodes
 * pictures. Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.data.picture;

import org.jspecify.annotations.NullMarked;
