package dev.landline.cli.files;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.FileCopy;
import dev.landline.client.Landline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Connects to the machines of a plan, and has the copy run. */
final class CopyVisit {

    private static final String SLASH = "/";

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions global;
    private final ConnectOptions connection;
    private final Function<FileCopy, Integer> run;
    private final CopyToMany many;

    /**
     * Prepares one.
     *
     * @param run runs the copy and returns the exit status
     * @param many runs copies to or from many
     */
    CopyVisit(
            Surroundings here,
            Messages messages,
            GlobalOptions global,
            ConnectOptions connection,
            Function<FileCopy, Integer> run,
            CopyToMany many) {
        this.here = here;
        this.messages = messages;
        this.global = global;
        this.connection = connection;
        this.run = run;
        this.many = many;
    }

    /**
     * Goes where the plan says.
     *
     * @return the exit status
     */
    int go(CopyPlan plan) {
        return CopyPlan.isMany(plan) ? goToMany(plan) : goToOne(plan);
    }

    private int goToMany(CopyPlan plan) {
        try {
            return switch (plan) {
                case CopyPlan.Put(List<String> sources, CopyPlace.Remote to) ->
                        many.put(to.target(), here(sources), to.path());
                case CopyPlan.PutStream(CopyPlace.Remote to) ->
                        many.put(to.target(), StandardStreams.input(here.stdin()), to.path());
                case CopyPlan.Get(String target, List<String> sources, String to) ->
                        many.get(target, sources, here(to));
                case CopyPlan.GetStream _, CopyPlan.Between _ ->
                        throw new IllegalArgumentException("no such copy: " + plan);
            };
        } catch (IOException e) {
            messages.failure("", e);
            return connection.failureStatus();
        }
    }

    private int goToOne(CopyPlan plan) {
        return switch (plan) {
            case CopyPlan.Put(List<String> sources, CopyPlace.Remote to) ->
                    on(to.target(), line -> line.put(here(sources), at(to)));
            case CopyPlan.PutStream(CopyPlace.Remote to) ->
                    on(to.target(), line -> line.put(StandardStreams.input(here.stdin()), at(to)));
            case CopyPlan.Get(String target, List<String> sources, String to) ->
                    on(target, line -> line.get(at(target, sources), here(to)));
            case CopyPlan.GetStream(CopyPlace.Remote from) ->
                    on(
                            from.target(),
                            line -> line.get(at(from), StandardStreams.output(here.stdout())));
            case CopyPlan.Between(String target, List<String> sources, CopyPlace.Remote to)
                    when target.equals(to.target()) ->
                    on(target, line -> Landline.between(line, at(target, sources), line, at(to)));
            case CopyPlan.Between(String target, List<String> sources, CopyPlace.Remote to) ->
                    visit(target)
                            .run(from ->
                                    on(
                                            to.target(),
                                            line ->
                                                    Landline.between(
                                                            from,
                                                            at(target, sources),
                                                            line,
                                                            at(to))));
        };
    }

    private int on(String target, Function<Landline, FileCopy> copy) {
        return visit(target).run(line -> run.apply(copy.apply(line)));
    }

    private Visit visit(String target) {
        return new Visit(target, connection, here, messages, global);
    }

    private String at(CopyPlace.Remote place) {
        return at(place.target(), place.path());
    }

    private List<String> at(String target, List<String> paths) {
        return paths.stream().map(path -> at(target, path)).toList();
    }

    /** As everywhere, what is relative at {@code local} starts from the current directory. */
    private String at(String target, String path) {
        boolean relative = !path.startsWith(SLASH) && !path.startsWith("~");
        return Visit.isLocal(target) && relative ? here.directory() + SLASH + path : path;
    }

    private List<Path> here(List<String> paths) {
        return paths.stream().map(this::here).toList();
    }

    /** What is relative stays so, and is called so in messages. */
    private Path here(String path) {
        return here.directory().equals(Path.of("").toAbsolutePath())
                ? Path.of(path)
                : here.directory().resolve(path);
    }

    /**
     * Whether the destination has to be a directory that is there: for several sources, and where
     * it ends in a slash. A directory that is copied may get a new name all the same.
     */
    static boolean intoDirectory(CopyPlan plan, boolean recursive, Path directory) {
        return switch (plan) {
            case CopyPlan.Put(List<String> sources, CopyPlace.Remote to) ->
                    sources.size() > 1
                            || (to.path().endsWith(SLASH)
                                    && !(recursive
                                            && Files.isDirectory(
                                                    directory.resolve(sources.getFirst()))));
            case CopyPlan.PutStream(CopyPlace.Remote to) -> to.path().endsWith(SLASH);
            case CopyPlan.Get(String _, List<String> sources, String to) ->
                    sources.size() > 1 || (to.endsWith(SLASH) && !recursive);
            case CopyPlan.GetStream _ -> false;
            case CopyPlan.Between(String _, List<String> sources, CopyPlace.Remote to) ->
                    sources.size() > 1 || (to.path().endsWith(SLASH) && !recursive);
        };
    }
}
