package gateway.server.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back when the process gets a signal, on a thread that the JVM makes for it. By reflection, since the JDK's class is not
 * part of the API that {@code --release} lets the compiler see.
 */
final class Signals {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /** @param name without SIG, as in {@code HUP} */
    static void on(String name, Runnable action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            Object before =
                    signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
            if (before == handlerType.getField("SIG_IGN").get(null)) {
                // nohup and shells that start a job in the background ask for this, and the JVM obeys.
                log.info("SIG{} stays ignored, as the parent process wanted", name);
            }
        } catch (InvocationTargetException e) {
            // The JVM keeps some for itself, all of them under -Xrs.
            log.warn("SIG{} is not handled: {}", name, String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            log.warn("SIG{} is not handled: this JVM has no signals", name);
        }
    }
}
