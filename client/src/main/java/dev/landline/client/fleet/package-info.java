/**
 * Doing something on many hosts at once, with a stream of results.
 *
 * <p>{@link dev.landline.client.fleet.Fleet} is where to begin. Described in {@code
 * docs/fan-out.md}; its threads in {@code docs/concurrency.md}.
 */
@NullMarked
package dev.landline.client.fleet;

import org.jspecify.annotations.NullMarked;
