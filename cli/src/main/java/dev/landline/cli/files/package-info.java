/** The commands that copy files. */
@NullMarked
package dev.landline.cli.files;

import org.jspecify.annotations.NullMarked;
