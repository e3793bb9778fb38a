/**
 * The connection engine: many channels over one link.
 *
 * <p>Threads and locks are described in {@code docs/concurrency.md}. Source: {@code
 * spec/PROTOCOL.md}, sections 2 to 4.
 */
@NullMarked
package dev.landline.engine;

import org.jspecify.annotations.NullMarked;
