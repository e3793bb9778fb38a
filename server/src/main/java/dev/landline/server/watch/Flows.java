package dev.landline.server.watch;

import dev.landline.info.Sample;
import dev.landline.server.metric.Family;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** What all connections have carried in one direction, those included that have ended. */
final class Flows {

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final Flow ended = new Flow();
    private final Set<Flow> live = new HashSet<>();

    /** A new one, which counts until {@link #end}. */
    Flow begin() {
        Flow flow = new Flow();
        lock.lock();
        try {
            live.add(flow);
        } finally {
            lock.unlock();
        }
        return flow;
    }

    /** Nothing is counted in a flow any more. To be called by whoever has counted last. */
    void end(Flow flow) {
        lock.lock();
        try {
            if (live.remove(flow)) {
                ended.addAll(flow);
            }
        } finally {
            lock.unlock();
        }
    }

    private Flow sum() {
        Flow sum = new Flow();
        lock.lock();
        try {
            sum.addAll(ended);
            live.forEach(sum::addAll);
        } finally {
            lock.unlock();
        }
        return sum;
    }

    /**
     * Both directions.
     *
     * @param in what the server receives
     * @param out what it sends
     */
    static List<Family> families(Flows in, Flows out) {
        List<Sample> frames = new ArrayList<>();
        List<Sample> bytes = new ArrayList<>();
        append(frames, bytes, "in", in.sum());
        append(frames, bytes, "out", out.sum());
        return List.of(
                new Family(
                        "landline_frames_total",
                        Family.Type.COUNTER,
                        "Frames that the server has received (in) and sent (out).",
                        frames),
                new Family(
                        "landline_bytes_total",
                        Family.Type.COUNTER,
                        "Bytes of frames that the server has received and sent, without TLS.",
                        bytes));
    }

    private static void append(
            List<Sample> frames, List<Sample> bytes, String direction, Flow sum) {
        for (FrameKind kind : FrameKind.values()) {
            frames.add(
                    new Sample(
                            "landline_frames_total",
                            Map.of("direction", direction, "type", kind.label()),
                            sum.frames(kind)));
        }
        bytes.add(new Sample("landline_bytes_total", Map.of("direction", direction), sum.bytes()));
    }
}
