/** Files that are copied between real directories over real connections. */
@org.jspecify.annotations.NullMarked
package dev.landline.testing.file;
