package dev.landline.cli.files;

import dev.landline.cli.connect.TargetHosts;
import java.util.ArrayList;
import java.util.List;

/** From where to where a copy goes. */
sealed interface CopyPlan {

    /** From this machine to a server. */
    record Put(List<String> sources, CopyPlace.Remote to) implements CopyPlan {}

    /** From standard input to a server. */
    record PutStream(CopyPlace.Remote to) implements CopyPlan {}

    /** From a server to this machine. */
    record Get(String target, List<String> sources, String to) implements CopyPlan {}

    /** From a server to standard output. */
    record GetStream(CopyPlace.Remote from) implements CopyPlan {}

    /** From a server to another, or to itself. */
    record Between(String target, List<String> sources, CopyPlace.Remote to) implements CopyPlan {}

    /**
     * Finds the way between what was typed.
     *
     * @param places the sources, then the destination
     * @return the way
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    static CopyPlan of(List<String> places) {
        List<CopyPlace> all = places.stream().map(CopyPlace::parse).toList();
        List<CopyPlace> sources = all.subList(0, all.size() - 1);
        CopyPlace destination = all.getLast();
        CopyPlan plan =
                switch (sources.getFirst()) {
                    case CopyPlace.Stream _ -> fromStream(sources, destination);
                    case CopyPlace.Local _ -> fromHere(sources, destination);
                    case CopyPlace.Remote(String target, String _) ->
                            fromThere(target, sources, destination);
                };
        if (isMany(plan) && (plan instanceof Between || plan instanceof GetStream)) {
            throw new IllegalArgumentException(
                    "expected files of this machine on one side where the other one is many hosts"
                            + " ("
                            + machines(plan)
                            + ")");
        }
        return plan;
    }

    /**
     * Whether a plan is about many hosts on one of its sides.
     *
     * @param plan the plan
     * @return true where something is copied to each, or from each
     */
    static boolean isMany(CopyPlan plan) {
        return switch (plan) {
            case Put put -> TargetHosts.isMany(put.to().target());
            case PutStream put -> TargetHosts.isMany(put.to().target());
            case Get get -> TargetHosts.isMany(get.target());
            case GetStream get -> TargetHosts.isMany(get.from().target());
            case Between between ->
                    TargetHosts.isMany(between.target())
                            || TargetHosts.isMany(between.to().target());
        };
    }

    /**
     * The other machines that a plan is about.
     *
     * @param plan the plan
     * @return the target, or both
     */
    static String machines(CopyPlan plan) {
        return switch (plan) {
            case Put put -> put.to().target();
            case PutStream put -> put.to().target();
            case Get get -> get.target();
            case GetStream get -> get.from().target();
            case Between between when between.target().equals(between.to().target()) ->
                    between.target();
            case Between between -> between.target() + " to " + between.to().target();
        };
    }

    private static CopyPlan fromStream(List<CopyPlace> sources, CopyPlace destination) {
        if (sources.size() > 1) {
            throw new IllegalArgumentException(
                    "expected no other source beside - (standard input)");
        }
        if (destination instanceof CopyPlace.Remote to) {
            return new PutStream(to);
        }
        throw bothHere();
    }

    private static CopyPlan fromHere(List<CopyPlace> sources, CopyPlace destination) {
        List<String> paths = new ArrayList<>();
        for (CopyPlace source : sources) {
            switch (source) {
                case CopyPlace.Local(String path) -> paths.add(path);
                case CopyPlace.Remote remote ->
                        throw mixed("this machine", "'" + remote.target() + "'");
                case CopyPlace.Stream _ -> throw mixed("files", "standard input");
            }
        }
        if (destination instanceof CopyPlace.Remote to) {
            return new Put(List.copyOf(paths), to);
        }
        throw bothHere();
    }

    private static CopyPlan fromThere(
            String target, List<CopyPlace> sources, CopyPlace destination) {
        List<String> paths = new ArrayList<>();
        for (CopyPlace source : sources) {
            switch (source) {
                case CopyPlace.Remote(String other, String path) -> {
                    if (!other.equals(target)) {
                        throw mixed("'" + target + "'", "'" + other + "'");
                    }
                    paths.add(path);
                }
                case CopyPlace.Local _ -> throw mixed("'" + target + "'", "this machine");
                case CopyPlace.Stream _ -> throw mixed("'" + target + "'", "standard input");
            }
        }
        return switch (destination) {
            case CopyPlace.Remote to -> new Between(target, List.copyOf(paths), to);
            case CopyPlace.Local(String to) -> new Get(target, List.copyOf(paths), to);
            case CopyPlace.Stream _ when paths.size() > 1 ->
                    throw new IllegalArgumentException(
                            "expected one file for - (standard output), got " + paths.size());
            case CopyPlace.Stream _ ->
                    new GetStream(new CopyPlace.Remote(target, paths.getFirst()));
        };
    }

    private static IllegalArgumentException mixed(String first, String other) {
        return new IllegalArgumentException(
                "expected all sources at one place, got some at "
                        + first
                        + " and some at "
                        + other
                        + "; copy them one after the other");
    }

    private static IllegalArgumentException bothHere() {
        return new IllegalArgumentException(
                "expected TARGET:PATH on one side at least, and both are on this machine; that is"
                        + " what cp(1) and rsync(1) are for");
    }
}
