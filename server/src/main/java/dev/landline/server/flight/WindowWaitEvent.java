package dev.landline.server.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** {@code dev.landline.WindowWait}. The recorder reads the fields. */
@Name("dev.landline.WindowWait")
@Label("Wait for a Window")
@Category("Landline")
@Description("A stream stood still, for the client granted nothing")
@StackTrace(false)
@Threshold("20 ms")
final class WindowWaitEvent extends Event {

    @Label("Connection")
    String connection = "";

    @Label("Channel")
    int channel;

    @Label("Stream")
    String stream = "";
}
