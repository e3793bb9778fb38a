import dev.landline.client.Landline;
import dev.landline.client.call.Handlers;
import dev.landline.client.call.Named;
import java.io.IOException;
import java.util.List;

/** Calls the handlers of flight-status by an interface: {@code CallFlights TARGET FLIGHT AIRPORT}. */
public final class CallFlights {

    private CallFlights() {}

    record Flight(String flight, String from, String to, String state) {}

    @Handlers("flight")
    interface Flights {
        Flight status(@Named("flight") String flight) throws IOException;

        List<Flight> departures(@Named("airport") String airport) throws IOException;
    }

    public static void main(String[] args) throws IOException {
        try (var box = Landline.connect(args[0])) {
            var flights = box.handlers(Flights.class);
            System.out.println(flights.status(args[1]).state());
            flights.departures(args[2]).forEach(System.out::println);
        }
    }
}
