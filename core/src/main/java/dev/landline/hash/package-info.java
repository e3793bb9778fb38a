/** Hashes of whole files: whether two are the same, and whether what arrived is what was sent. */
@NullMarked
package dev.landline.hash;

import org.jspecify.annotations.NullMarked;
