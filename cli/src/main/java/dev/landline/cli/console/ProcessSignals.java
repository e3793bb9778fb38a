package dev.landline.cli.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The signals of this JVM. The class that handles them, {@code sun.misc.Signal}, is supported but
 * not part of Java SE, and the compiler warns of every direct use; so it is found at run time.
 */
public final class ProcessSignals implements Signals {

    private volatile boolean threadsBehind;

    /** For the one instance that a process needs. */
    public ProcessSignals() {}

    @Override
    public boolean handle(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            handlerType.getClassLoader(),
                            new Class<?>[] {handlerType},
                            (self, method, arguments) -> {
                                if (!method.getName().equals("handle")) {
                                    throw new UnsupportedOperationException(method.getName());
                                }
                                handler.run();
                                return null;
                            });
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            return false;
        }
    }

    @Override
    public Registration beforeExit(Runnable task) {
        Thread hook = new Thread(task, "landline-exit");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            return () -> {}; // It ends already.
        }
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It ends: the task runs.
            }
        };
    }

    @Override
    public void leaveThreadsBehind() {
        threadsBehind = true;
    }

    /** Whether the end of the process is not to wait for threads of the JVM. */
    public boolean hasThreadsBehind() {
        return threadsBehind;
    }

    @Override
    public void exit(int status) {
        System.exit(status);
    }

    @Override
    public void halt(int status) {
        Runtime.getRuntime().halt(status);
    }
}
