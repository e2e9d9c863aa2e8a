package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Pointer;
import io.github.vhdlayers.internal.text.PathText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names of a folder that print like another name of it. Keeps nothing of a folder in which no name is unusual. */
final class AlikeNames {
    private static final AlikeNames NONE = new AlikeNames(Set.of(), false);
    /** A folder with more of them is a hostile one; all its unusual names are escaped then. */
    private static final int MOST = 10_000;

    private final Set<String> names;
    private final boolean all;

    private AlikeNames(Set<String> names, boolean all) {
        this.names = names;
        this.all = all;
    }

    /** Goes through the names of a folder that is open. */
    static AlikeNames among(Functions functions, Pointer directory, long size) {
        Map<String, String> firsts = new HashMap<>();
        for (long i = 0; i < size && firsts.size() < MOST; i++) {
            String name = name(functions, directory, i);
            if (PathText.isUnusual(name)) {
                firsts.putIfAbsent(PathText.looksOf(name), name);
            }
        }
        if (firsts.isEmpty()) {
            return NONE;
        }
        Set<String> alike = new HashSet<>();
        for (long i = 0; i < size && alike.size() < MOST; i++) {
            String name = name(functions, directory, i);
            String first = firsts.get(PathText.looksOf(name));
            if (first != null && !first.equals(name)) {
                alike.add(first);
                alike.add(name);
            }
        }
        return new AlikeNames(alike, firsts.size() >= MOST || alike.size() >= MOST);
    }

    private static String name(Functions functions, Pointer directory, long index) {
        Pointer entry = functions.tsk_fs_dir_get_name(directory, index);
        return entry == null ? "" : Structs.textOfName(entry);
    }

    /** Whether a name prints like another one of the folder. */
    boolean contains(String name) {
        return names.contains(name) || (all && PathText.isUnusual(name));
    }
}
