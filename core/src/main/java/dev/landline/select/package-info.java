/**
 * Which files are meant: patterns of names, and lines that leave files out. No I/O but a list's.
 */
@NullMarked
package dev.landline.select;

import org.jspecify.annotations.NullMarked;
