/** A server watched from outside: what it counts, records and tells of itself. */
@org.jspecify.annotations.NullMarked
package dev.landline.testing.watch;
