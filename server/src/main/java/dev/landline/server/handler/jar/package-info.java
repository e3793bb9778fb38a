/** Handlers from jars in a directory, while the server runs: loaded, replaced, released. */
@NullMarked
package dev.landline.server.handler.jar;

import org.jspecify.annotations.NullMarked;
