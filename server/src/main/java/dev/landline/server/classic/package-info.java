/**
 * Servers for the classic dialects: they run commands for whoever connects, so they listen on this
 * machine only unless told otherwise. Source: {@code spec/CLASSIC.md}.
 */
@NullMarked
package dev.landline.server.classic;

import org.jspecify.annotations.NullMarked;
