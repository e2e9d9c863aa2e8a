package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.internal.files.Former;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a deleted name was a deleted name below already: entries of ext's folders stay for years, and what a number leads to may be of a later
 * file. Names are collected when it is first asked. Not thread-safe.
 */
final class DeletedNamesBelow {
    /** Where readers list deleted files that have no name. */
    private static final String ORPHANS = "/$OrphanFiles/";

    private static final int MOST = 500_000;

    private final Former former;
    private @Nullable Set<Key> names;
    private boolean isKnown;

    DeletedNamesBelow(Former former) {
        this.former = former;
    }

    /** A name without its folder, which may have been renamed, and what it leads to. */
    private record Key(int name, long address) {
        static Key of(FileName name) {
            return new Key(
                    name.path().substring(name.path().lastIndexOf('/') + 1).hashCode(), name.address());
        }
    }

    /** Whether it is known that the name was not there below, in use or deleted. A file that has no name has none of before. */
    boolean isNew(FileName name) throws IOException {
        if (name.path().startsWith(ORPHANS)) {
            return true;
        }
        Set<Key> below = names == null ? collect() : names;
        names = below;
        return isKnown && !below.contains(Key.of(name));
    }

    private Set<Key> collect() throws IOException {
        Set<Key> all = new HashSet<>();
        DiskFileSystems systems = former.systems();
        FileSystemInfo info = former.info();
        if (systems == null || info == null) {
            return all;
        }
        WalkResult walk = systems.walkNames(info, WalkOptions.defaults().withDeleted(true), name -> {
            if (!name.allocated()) {
                all.add(Key.of(name));
            }
            return all.size() < MOST;
        });
        isKnown = all.size() < MOST && walk.isComplete();
        return all;
    }
}
