/**
 * Flow control: how much of a stream may travel. Arithmetic and waiting, no I/O.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 4.
 */
@NullMarked
package dev.landline.flow;

import org.jspecify.annotations.NullMarked;
