/** The service that measures how fast bytes go. */
@NullMarked
package dev.landline.server.probe;

import org.jspecify.annotations.NullMarked;
