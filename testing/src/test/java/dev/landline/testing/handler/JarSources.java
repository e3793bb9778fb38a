package dev.landline.testing.handler;

/** Classes for jars. What they tell goes to a consumer among the system's properties. */
final class JarSources {

    /** The property with the consumer of what jars tell, which they find without knowing tests. */
    static final String EAR = "landline.test.ear";

    private static final String IMPORTS =
            """
            package org.example;

            import dev.landline.json.*;
            import dev.landline.server.handler.*;
            import java.io.*;
            import java.nio.charset.StandardCharsets;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;
            """;

    /** Has a version, which is in a file of the jar, and several ways to tell it. */
    static final String VERSIONED =
            IMPORTS
                    + """
                    public final class Versioned implements AutoCloseable {
                        private final int version;

                        public Versioned() throws IOException {
                            try (InputStream in =
                                    getClass().getResource("/version.txt").openStream()) {
                                version = Integer.parseInt(new String(in.readAllBytes()));
                            }
                            tell(getClass().getClassLoader());
                        }

                        @SuppressWarnings("unchecked")
                        private static void tell(Object what) {
                            Object ear = System.getProperties().get("landline.test.ear");
                            if (ear != null) {
                                ((Consumer<Object>) ear).accept(what);
                            }
                        }

                        @Handles("version")
                        public int version() {
                            return version;
                        }

                        /** Loads a class when its input has ended, and not before. */
                        @Handles("late")
                        public String late(InputStream in) throws IOException {
                            in.readAllBytes();
                            return new Late().word(version);
                        }

                        private static final class Late {
                            String word(int version) throws IOException {
                                String name = "/version.txt";
                                try (InputStream in = getClass().getResourceAsStream(name)) {
                                    return version + " of " + new String(in.readAllBytes());
                                }
                            }
                        }

                        public enum State { BOARDING, GONE }

                        public record Stop(String at, OptionalInt minutes) {}

                        public record Flight(
                                String number, State state, List<Stop> stops, Map<State, Stop> by) {}

                        @Handles("flight")
                        public Stream<Flight> flight(Flight flight, Optional<List<Stop>> more) {
                            return Stream.of(
                                    flight,
                                    new Flight(
                                            "v" + version,
                                            State.GONE,
                                            more.orElse(List.of()),
                                            Map.of()));
                        }

                        @Override
                        public void close() {
                            tell("closed " + version);
                        }
                    }
                    """;

    /** Leaves things with its threads, and threads. */
    static final String UNTIDY =
            IMPORTS
                    + """
                    public final class Untidy {
                        private static final ThreadLocal<Note> NOTE = new ThreadLocal<>();
                        private static final InheritableThreadLocal<Note> NOTES =
                                new InheritableThreadLocal<>();
                        private final String version;

                        private record Note(String text) {}

                        @SuppressWarnings("unchecked")
                        public Untidy() throws IOException {
                            try (InputStream in = getClass().getResourceAsStream("/version.txt")) {
                                version = new String(in.readAllBytes());
                            }
                            remember();
                            ((Consumer<Object>) System.getProperties().get("landline.test.ear"))
                                    .accept(getClass().getClassLoader());
                        }

                        @Handles("remember")
                        public String remember() {
                            NOTE.set(new Note(version));
                            NOTES.set(new Note(version));
                            return NOTE.get().text();
                        }

                        @Handles("start")
                        public void start() {
                            Thread.ofPlatform().daemon().name("left-behind").start(() -> {
                                remember();
                                try {
                                    new java.util.concurrent.CountDownLatch(1).await();
                                } catch (InterruptedException e) {
                                    // that is what is waited for
                                }
                            });
                        }
                    }
                    """;

    private JarSources() {}

    /** A class with the imports that it may need. */
    static String of(String source) {
        return IMPORTS + source;
    }
}
