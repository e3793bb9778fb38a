/** How commands find their server: what may be typed about it, and what is said of it. */
@NullMarked
package dev.landline.cli.connect;

import org.jspecify.annotations.NullMarked;
