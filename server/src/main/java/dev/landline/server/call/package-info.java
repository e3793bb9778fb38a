/** The services {@code call} and {@code handlers}: which handlers there are, and their calls. */
@NullMarked
package dev.landline.server.call;

import org.jspecify.annotations.NullMarked;
