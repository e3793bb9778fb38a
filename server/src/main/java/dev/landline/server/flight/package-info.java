/** What a server tells the JDK's flight recorder. */
@NullMarked
package dev.landline.server.flight;

import org.jspecify.annotations.NullMarked;
