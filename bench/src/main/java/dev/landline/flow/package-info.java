/** Benchmarks of windows. */
@NullMarked
package dev.landline.flow;

import org.jspecify.annotations.NullMarked;
