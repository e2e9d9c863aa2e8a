package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.internal.text.PathText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names of a folder that print like another name of it. Keeps nothing of a folder in which no name is unusual. */
final class AlikeNames {
    /** A folder with more of them is a hostile one; all its unusual names are escaped then. */
    private static final int MOST = 10_000;

    private final Map<String, String> firsts = new HashMap<>();
    private final Set<String> alike = new HashSet<>();

    /** The first look at a name, before any second one. */
    void first(String name) {
        if (firsts.size() < MOST && PathText.isUnusual(name)) {
            firsts.putIfAbsent(PathText.looksOf(name), name);
        }
    }

    /** Whether a second look at the names is needed. */
    boolean isUnusual() {
        return !firsts.isEmpty();
    }

    /** The second look at a name. */
    void second(String name) {
        if (alike.size() >= MOST) {
            return;
        }
        String first = firsts.get(PathText.looksOf(name));
        if (first != null && !first.equals(name)) {
            alike.add(first);
            alike.add(name);
        }
    }

    /** Whether a name prints like another one of the folder. */
    boolean contains(String name) {
        return alike.contains(name) || ((firsts.size() >= MOST || alike.size() >= MOST) && PathText.isUnusual(name));
    }
}
