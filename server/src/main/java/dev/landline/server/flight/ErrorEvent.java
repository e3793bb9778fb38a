package dev.landline.server.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** {@code dev.landline.Error}. The recorder reads the fields. */
@Name("dev.landline.Error")
@Label("Error")
@Category("Landline")
@Description("The server told a client of an error")
@StackTrace(false)
final class ErrorEvent extends Event {

    @Label("Connection")
    String connection = "";

    @Label("Channel, 0 for the connection")
    int channel;

    @Label("Code")
    String code = "";

    @Label("Message")
    String message = "";
}
