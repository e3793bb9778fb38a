/** What Landline is measured beside, and Landline, as clients that one program can use alike. */
@NullMarked
package dev.landline.bench.peer;

import org.jspecify.annotations.NullMarked;
