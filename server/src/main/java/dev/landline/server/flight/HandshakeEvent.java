package dev.landline.server.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** {@code dev.landline.Handshake}. The recorder reads the fields. */
@Name("dev.landline.Handshake")
@Label("Handshake")
@Category("Landline")
@Description("Setting up a connection: TLS, authorisation and greeting")
@StackTrace(false)
final class HandshakeEvent extends Event {

    @Label("Connection")
    String connection = "";

    @Label("Client")
    String remote = "";

    @Label("Result")
    String result = "";
}
