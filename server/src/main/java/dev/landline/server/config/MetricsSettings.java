package dev.landline.server.config;

import java.util.Optional;

/**
 * Who can read what a server counts, besides those whom {@code [access]} names.
 *
 * @param listen where Prometheus may ask by HTTP; empty for nowhere
 * @param flightRecorder whether the JDK's flight recorder is told of single events
 */
public record MetricsSettings(Optional<LoopbackAddress> listen, boolean flightRecorder) {

    /** Nobody. */
    public static final MetricsSettings OFF = new MetricsSettings(Optional.empty(), false);

    /**
     * Prometheus alone, on an address.
     *
     * @param listen such as {@code 127.0.0.1:9464}
     * @return the settings
     * @throws IllegalArgumentException where it is no address of loopback
     */
    public static MetricsSettings on(String listen) {
        return new MetricsSettings(Optional.of(LoopbackAddress.parse(listen)), false);
    }

    /**
     * The same with another choice about the flight recorder.
     *
     * @param told whether it is told of single events
     * @return a copy
     */
    public MetricsSettings withFlightRecorder(boolean told) {
        return new MetricsSettings(listen, told);
    }
}
