package dev.landline.server.setting;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The settings of one server where JMX finds them. */
public final class SettingsRegistration implements AutoCloseable {

    private final MBeanServer beans;
    private final ObjectName name;

    private SettingsRegistration(MBeanServer beans, ObjectName name) {
        this.beans = beans;
        this.name = name;
    }

    /**
     * Registers settings with the MBean server of this JVM. This loads a good deal of the JDK,
     * which takes some hundredths of a second.
     *
     * @param settings the settings
     * @param server what tells servers in one process apart, such as an address
     * @return the registration
     * @throws IOException where there is one for the same server
     */
    public static SettingsRegistration of(LiveSettings settings, String server) throws IOException {
        try {
            ObjectName name =
                    new ObjectName("dev.landline:type=Settings,server=" + ObjectName.quote(server));
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            var _ = beans.registerMBean(new SettingsBean(settings), name);
            return new SettingsRegistration(beans, name);
        } catch (JMException e) {
            throw new IOException("cannot show the settings by JMX: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            beans.unregisterMBean(name);
        } catch (InstanceNotFoundException | MBeanRegistrationException e) {
            // It is gone all the same.
        }
    }
}
