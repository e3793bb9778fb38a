/** Many hosts at once, against real servers. */
@NullMarked
package dev.landline.testing.fleet;

import org.jspecify.annotations.NullMarked;
