/**
 * Calls of a server's handlers: untyped by {@link dev.landline.client.call.HandlerCall}, typed by
 * an interface ({@link dev.landline.client.call.Handlers}).
 *
 * {@snippet :
 * try (var box = Landline.connect("box")) {
 *     var status = box.call("flight.status").parameter("flight", "CA981").value();
 *     var flights = box.handlers(Flights.class);
 *     System.out.println(flights.status("CA981"));
 * }
 * }
 */
@NullMarked
package dev.landline.client.call;

import org.jspecify.annotations.NullMarked;
