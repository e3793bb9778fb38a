/** Benchmarks of frames, beside the same frames by Netty and Jackson. */
@NullMarked
package dev.landline.wire;

import org.jspecify.annotations.NullMarked;
