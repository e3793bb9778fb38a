/** The settings of a running server: looked up, changed, unset, kept in the file. */
@NullMarked
package dev.landline.server.setting;

import org.jspecify.annotations.NullMarked;
