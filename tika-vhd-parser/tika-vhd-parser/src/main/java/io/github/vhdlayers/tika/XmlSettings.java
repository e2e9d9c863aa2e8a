package io.github.vhdlayers.tika;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tika.config.Field;
import org.apache.tika.exception.TikaConfigException;

/** The settings that XML may name: those that Tika's annotation marks. */
final class XmlSettings {
    private static final String SETTER = "set";

    private XmlSettings() {}

    /**
     * Refuses settings that do not exist.
     *
     * @throws TikaConfigException if there is one; it names those that do
     */
    static void requireKnown(Class<?> configured, Collection<String> given) throws TikaConfigException {
        Set<String> known = new TreeSet<>();
        for (Method method : configured.getMethods()) {
            if (method.isAnnotationPresent(Field.class)) {
                String name = method.getName().substring(SETTER.length());
                known.add(Character.toLowerCase(name.charAt(0)) + name.substring(1));
            }
        }
        for (String name : given) {
            if (!known.contains(name)) {
                throw new TikaConfigException(configured.getSimpleName() + " has no setting " + name + "; it has "
                        + String.join(", ", known));
            }
        }
    }
}
