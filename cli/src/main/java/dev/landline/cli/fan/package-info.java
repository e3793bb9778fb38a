/** Doing the same on many hosts. */
@NullMarked
package dev.landline.cli.fan;

import org.jspecify.annotations.NullMarked;
