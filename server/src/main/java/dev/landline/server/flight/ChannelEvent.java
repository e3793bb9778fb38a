package dev.landline.server.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** {@code dev.landline.Channel}. The recorder reads the fields. */
@Name("dev.landline.Channel")
@Label("Channel")
@Category("Landline")
@Description("A channel: one request of a client")
@StackTrace(false)
final class ChannelEvent extends Event {

    @Label("Connection")
    String connection = "";

    @Label("Channel")
    int channel;

    @Label("Service")
    String service = "";

    @Label("Result")
    String result = "";
}
