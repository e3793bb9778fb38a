/** The service {@code info}. */
@NullMarked
package dev.landline.server.info;

import org.jspecify.annotations.NullMarked;
