package dev.landline.cli.keys;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine is called, for people. */
final class MachineName {

    private MachineName() {}

    static String read() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
