/** The services that move files. */
@NullMarked
package dev.landline.server.file;

import org.jspecify.annotations.NullMarked;
