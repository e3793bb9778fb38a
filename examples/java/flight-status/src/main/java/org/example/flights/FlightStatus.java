package org.example.flights;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.server.handler.Handles;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says how flights are doing. Each call has a thread of its own, so several may be here at once. */
public final class FlightStatus {

    /** One flight, as callers get it: {@code {"flight":"CA981","from":"PEK",…}}. */
    public record Flight(String flight, String from, String to, LocalTime departs, String state) {}

    private final List<Flight> flights =
            List.of(
                    new Flight("CA981", "PEK", "JFK", LocalTime.of(13, 0), "boarding"),
                    new Flight("LH400", "FRA", "JFK", LocalTime.of(10, 55), "departed"),
                    new Flight("LH720", "FRA", "PEK", LocalTime.of(17, 20), "on time"));

    /** The server makes one of these when the jar appears. */
    public FlightStatus() {}

    @Handles(value = "flight.status", description = "How a flight is doing.")
    public Flight status(String flight) throws ChannelException {
        return flights.stream()
                .filter(one -> one.flight().equals(flight))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ChannelException(
                                        ErrorCode.HANDLER_FAILED, "there is no flight " + flight));
    }

    @Handles(
            value = "flight.departures",
            description = "The flights that leave an airport, one a line; to one other, if given.")
    public Stream<Flight> departures(String airport, Optional<String> to) {
        return flights.stream()
                .filter(one -> one.from().equals(airport))
                .filter(one -> to.isEmpty() || one.to().equals(to.get()));
    }
}
