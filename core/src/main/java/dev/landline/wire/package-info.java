/**
 * Frames: the sealed set of what can travel, how a frame becomes bytes and bytes a frame.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, sections 1 and 5.
 */
@NullMarked
package dev.landline.wire;

import org.jspecify.annotations.NullMarked;
