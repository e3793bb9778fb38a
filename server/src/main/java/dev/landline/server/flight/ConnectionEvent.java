package dev.landline.server.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** {@code dev.landline.Connection}. The recorder reads the fields. */
@Name("dev.landline.Connection")
@Label("Connection")
@Category("Landline")
@Description("An authorised connection, from its greeting to its end")
@StackTrace(false)
final class ConnectionEvent extends Event {

    @Label("Connection")
    String connection = "";

    @Label("Client")
    String remote = "";

    @Label("Identity")
    String identity = "";

    @Label("Cause")
    String cause = "";

    @Label("Frames received")
    long framesIn;

    @Label("Bytes received")
    @DataAmount
    long bytesIn;

    @Label("Frames sent")
    long framesOut;

    @Label("Bytes sent")
    @DataAmount
    long bytesOut;
}
