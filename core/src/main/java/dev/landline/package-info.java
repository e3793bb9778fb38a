/**
 * The vocabulary of Landline: targets, error codes, exit statuses, limits.
 *
 * <p>Every other package may use these types; they use none of ours.
 */
@NullMarked
package dev.landline;

import org.jspecify.annotations.NullMarked;
