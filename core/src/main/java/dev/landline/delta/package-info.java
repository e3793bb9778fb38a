/**
 * How a large file that changed a little travels as a difference. Whoever has an old version, the
 * basis, cuts it into chunks where its content says so and sends a sum for each; whoever has the
 * new version cuts it in the same way, and says what to copy from the basis and which bytes are
 * new. Sums are short: only the hash of the whole file says that the result is right.
 */
@NullMarked
package dev.landline.delta;

import org.jspecify.annotations.NullMarked;
