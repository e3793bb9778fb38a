/**
 * JSON as a Landline header uses it: strict, bounded, integers kept exact. The parser underneath is
 * jackson-core; no type of it shows here.
 */
@NullMarked
package dev.landline.json;

import org.jspecify.annotations.NullMarked;
