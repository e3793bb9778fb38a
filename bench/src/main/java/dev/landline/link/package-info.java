/** Benchmarks of links, in their package so that they reach what is not public. */
@NullMarked
package dev.landline.link;

import org.jspecify.annotations.NullMarked;
