package dev.landline.server.handler.jar;

import dev.landline.server.call.HandlerClosing;
import dev.landline.server.call.HandlerFailure;
import dev.landline.server.call.HandlerSource;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.method.AnnotatedHandlers;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A jar whose classes are loaded, by a class loader of its own. When nobody calls its handlers any
 * more, they are closed, and then the loader; nothing refers to it from there on but what the jar's
 * own code has left behind, such as a thread.
 */
final class HandlerJar {

    private final String name;
    private final Path file;
    private final URLClassLoader loader;
    private final List<Object> objects = new ArrayList<>();

    private HandlerJar(String name, Path file) throws IOException {
        this.name = name;
        this.file = file;
        this.loader =
                new URLClassLoader(
                        name, new URL[] {file.toUri().toURL()}, Handler.class.getClassLoader());
    }

    /**
     * Makes the handlers that a jar names, which runs its code. The thread's context class loader
     * is the jar's from then on.
     *
     * @param name what the jar is called
     * @param file a copy of it, which stays as it is until it is released
     * @param released called once when the file is used no more; also where this throws
     * @return its handlers
     * @throws JarRefusedException where it offers nothing, as it is
     */
    static HandlerSource load(String name, Path file, Runnable released)
            throws JarRefusedException {
        @Nullable HandlerJar jar = null;
        @Nullable HandlerSource source = null;
        try {
            List<String> classes = JarContents.handlerClasses(file);
            jar = new HandlerJar(name, file);
            source = jar.source(classes, released);
            return source;
        } catch (JarRefusedException e) {
            throw e;
        } catch (Throwable e) { // it is anybody's code
            throw new JarRefusedException("it cannot be loaded: " + HandlerFailure.described(e), e);
        } finally {
            if (source == null) {
                if (jar != null) {
                    jar.close();
                }
                released.run();
            }
        }
    }

    private HandlerSource source(List<String> classes, Runnable released)
            throws JarRefusedException {
        Thread.currentThread().setContextClassLoader(loader);
        List<Handler> handlers = new ArrayList<>();
        for (String type : classes) {
            Object object = make(type);
            objects.add(object);
            handlers.addAll(handlers(object));
        }
        try {
            return new HandlerSource(name, handlers, () -> release(released));
        } catch (IllegalArgumentException e) {
            throw new JarRefusedException(HandlerFailure.message(e), e);
        }
    }

    private Object make(String type) throws JarRefusedException {
        try {
            Class<?> loaded = Class.forName(type, true, loader);
            if (!loader.equals(loaded.getClassLoader())) {
                throw refused(type, "expected a class of the jar itself, got the server's", null);
            }
            return loaded.getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw refused(type, "there is no such class in the jar", e);
        } catch (NoSuchMethodException e) {
            throw refused(type, "expected a public constructor without parameters", e);
        } catch (IllegalAccessException e) {
            throw refused(type, "expected a public class", e);
        } catch (InstantiationException e) {
            throw refused(type, "expected a class that is not abstract", e);
        } catch (InvocationTargetException e) {
            throw refused(type, "its constructor failed: " + cause(e), e.getCause());
        } catch (ExceptionInInitializerError e) {
            throw refused(type, "its static initialiser failed: " + cause(e), e.getCause());
        } catch (LinkageError e) {
            throw refused(type, "it cannot be loaded: " + HandlerFailure.described(e), e);
        }
    }

    private static String cause(Throwable e) {
        @Nullable Throwable cause = e.getCause();
        return HandlerFailure.described(cause == null ? e : cause);
    }

    private static JarRefusedException refused(String type, String why, @Nullable Throwable e) {
        return new JarRefusedException(type + ": " + why, e);
    }

    private static List<Handler> handlers(Object object) throws JarRefusedException {
        List<Handler> handlers = new ArrayList<>();
        if (object instanceof Handler handler) {
            handlers.add(handler);
            if (!AnnotatedHandlers.isAnnotated(object.getClass())) {
                return handlers;
            }
        }
        try {
            handlers.addAll(AnnotatedHandlers.of(object));
            return handlers;
        } catch (IllegalArgumentException e) {
            throw new JarRefusedException(HandlerFailure.message(e), e);
        }
    }

    /** What a handler does when it is closed must not hold up whoever has ended the last call. */
    private void release(Runnable released) {
        Thread.ofPlatform()
                .daemon()
                .name("landline-handlers-close")
                .inheritInheritableThreadLocals(false)
                .start(() -> {
                    Thread.currentThread().setContextClassLoader(loader);
                    try {
                        close();
                    } finally {
                        released.run();
                    }
                });
    }

    private void close() {
        try {
            HandlerClosing.close(objects);
        } finally {
            objects.clear();
            ResourceBundle.clearCache(loader);
            try {
                loader.close();
                forgetOpenFile();
            } catch (IOException e) {
                // It was read from only.
            }
        }
    }

    /** Where code has read a resource by its URL, Java keeps the jar open until it is closed so. */
    private void forgetOpenFile() throws IOException {
        URL url = URI.create("jar:" + file.toUri() + "!/").toURL();
        if (url.openConnection() instanceof JarURLConnection connection) {
            connection.getJarFile().close();
        }
    }
}
