package dev.landline.server.config;

import java.util.Optional;

/**
 * Who can read what a server counts, besides those whom {@code [access]} names.
 *
 * @param listen where Prometheus may ask by HTTP; empty for nowhere
 */
public record MetricsSettings(Optional<LoopbackAddress> listen) {

    /** Nobody. */
    public static final MetricsSettings OFF = new MetricsSettings(Optional.empty());

    /**
     * On an address.
     *
     * @param listen such as {@code 127.0.0.1:9464}
     * @return the settings
     * @throws IllegalArgumentException where it is no address of loopback
     */
    public static MetricsSettings on(String listen) {
        return new MetricsSettings(Optional.of(LoopbackAddress.parse(listen)));
    }
}
