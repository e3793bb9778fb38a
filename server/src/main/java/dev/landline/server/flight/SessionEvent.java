package dev.landline.server.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** {@code dev.landline.Session}. The recorder reads the fields. */
@Name("dev.landline.Session")
@Label("Session")
@Category("Landline")
@Description("A command, from its start to its end")
@StackTrace(false)
final class SessionEvent extends Event {

    @Label("Connection")
    String connection = "";

    @Label("Channel")
    int channel;

    @Label("Account")
    String account = "";

    @Label("Process")
    long pid;

    @Label("Status")
    String status = "";
}
