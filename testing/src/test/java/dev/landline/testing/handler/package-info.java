/** Handlers: called, refused, cancelled, misbehaving. */
@org.jspecify.annotations.NullMarked
package dev.landline.testing.handler;
