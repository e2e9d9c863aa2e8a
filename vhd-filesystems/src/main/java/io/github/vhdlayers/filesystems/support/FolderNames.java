package io.github.vhdlayers.filesystems.support;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of one folder: kept if there are few, otherwise read again, so that memory does not grow with them. */
final class FolderNames {
    private static final int MOST_KEPT = 16_384;

    private final VolumeReader volume;
    private final long address;
    private final String path;
    private final boolean deleted;
    private final List<FolderEntry> kept = new ArrayList<>();
    private final AlikeNames alike = new AlikeNames();
    private boolean isWhole = true;
    private @Nullable String problem;

    private FolderNames(VolumeReader volume, long address, String path, boolean deleted) {
        this.volume = volume;
        this.address = address;
        this.path = path;
        this.deleted = deleted;
    }

    /**
     * Reads a folder.
     *
     * @throws IOException if nothing of it can be read
     */
    static FolderNames of(VolumeReader volume, long address, String path, boolean deleted) throws IOException {
        FolderNames names = new FolderNames(volume, address, path, deleted);
        names.problem = volume.list(address, path, deleted, names::first);
        if (names.alike.isUnusual()) {
            names.forEach(entry -> {
                names.alike.second(entry.name());
                return true;
            });
        }
        return names;
    }

    private boolean first(FolderEntry entry) {
        alike.first(entry.name());
        if (isWhole && kept.size() < MOST_KEPT) {
            kept.add(entry);
        } else {
            isWhole = false;
            kept.clear();
        }
        return true;
    }

    /** Why not every name can have been read; null if all were. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Whether a name prints like another one of the folder. */
    boolean isAlike(String name) {
        return alike.contains(name);
    }

    /** Goes through the names; false if the visitor ended it. */
    boolean forEach(EntryVisitor visitor) throws IOException {
        if (isWhole) {
            for (FolderEntry entry : kept) {
                if (!visitor.visit(entry)) {
                    return false;
                }
            }
            return true;
        }
        boolean[] goOn = {true};
        volume.list(address, path, deleted, entry -> {
            goOn[0] = visitor.visit(entry);
            return goOn[0];
        });
        return goOn[0];
    }
}
