package io.github.vhdlayers.internal.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The names that files had which are there under other ones. A text is kept only of a name that is no more while its file is there: what is
 * in a folder that was renamed is found by the folder's former path, so that a million files in it take no texts.
 *
 * <p>Files and folders are given by numbers that stand for them, paths by those that stand for paths. A folder is added before what is in it.
 * For one thread.
 */
public final class FormerNames {
    private static final int MOST = 100_000;
    private static final long MOST_CHARACTERS = 1 << 24;

    /** The folders of now, and of before: what was in them, by their paths. */
    private final LongTable presentFolders = new LongTable();

    private final LongTable formerFolders = new LongTable();
    /** Files under names in folders, as it is now; needed until all former names are there. */
    private LongTable presentEntries = new LongTable();
    /** Names that are no more, by their files. */
    private final Map<Long, List<Lost>> lost = new HashMap<>();
    /** Former paths of folders, by their paths now. */
    private final Map<Long, String> movedFolders = new HashMap<>();

    private long characters;
    private boolean isPresentKnown;
    private boolean isFormerKnown;
    private boolean isLeftOut;

    /** Creates a list without a name. */
    public FormerNames() {}

    /** A number for a file in a folder under a name. */
    @FunctionalInterface
    interface Entries {
        long of(long folder, long file, String name);
    }

    private record Lost(FileName name, long folder) {}

    /**
     * Where a file was.
     *
     * @param renamed whether its own name is another one now
     * @param moved whether it is in another folder now; false if its folder has another path only
     */
    public record Origin(FileName name, boolean renamed, boolean moved) {
        /** Whether the file is where it was, and a folder above it is not. */
        public boolean isPathOnly() {
            return !renamed && !moved;
        }
    }

    void addPresent(FileName name, long file, long path, long folderPath, Entries entries) {
        if (name.kind() == DiskFile.Kind.DIRECTORY) {
            presentFolders.put(path, file);
        }
        presentEntries.put(entries.of(presentFolders.get(folderPath), file, name.name()), 1);
    }

    /** @param isKnown whether all names of now were added */
    void setPresentKnown(boolean isKnown) {
        isPresentKnown = isKnown;
    }

    void addFormerFolder(long path, long file) {
        formerFolders.put(path, file);
    }

    /** Adds a name of before, of a file that is there now. */
    void addFormer(FileName name, long file, long path, long folderPath, Entries entries) {
        if (name.kind() == DiskFile.Kind.DIRECTORY) {
            addFormerFolder(path, file);
        }
        long folder = formerFolders.get(folderPath);
        if (presentEntries.contains(entries.of(folder, file, name.name()))) {
            return;
        }
        if (lost.size() >= MOST || characters + name.path().length() > MOST_CHARACTERS) {
            isLeftOut = true;
            return;
        }
        characters += name.path().length();
        List<Lost> names = lost.computeIfAbsent(file, key -> new ArrayList<>(1));
        if (names.size() < MOST / 100) {
            names.add(new Lost(name, folder));
        }
    }

    /** @param isKnown whether all names of before were added */
    void endFormer(boolean isKnown) {
        isFormerKnown = isKnown;
        presentEntries = new LongTable();
    }

    void addMovedFolder(long path, String former) {
        if (movedFolders.size() >= MOST || characters + former.length() > MOST_CHARACTERS) {
            isLeftOut = true;
            return;
        }
        characters += former.length();
        movedFolders.put(path, former);
    }

    /** Whether all names of both sides are known. */
    boolean isAllKnown() {
        return isPresentKnown && isFormerKnown;
    }

    /** Why some names are not known, or null if all are. */
    @Nullable
    String leftOut() {
        return isLeftOut ? "more files were renamed or moved than former names are kept of" : null;
    }

    /**
     * The name that a file had, or null if none is known that is no more.
     *
     * @param file a file that is there under a name that did not lead to it before
     * @param isFormer whether a name was there and led to the same file
     */
    @Nullable
    Origin of(DiskFile file, long identity, long folderPath, Predicate<FileName> isFormer) {
        FileName name = file.name();
        FileName inMoved = inMovedFolder(name, folderPath);
        if (inMoved != null && isFormer.test(inMoved)) {
            return new Origin(inMoved, false, false);
        }
        List<Lost> names = lost.get(identity);
        // Where not every name could be read, a name that was not met may be there still, unless the file has no other
        // one.
        boolean isGone = isPresentKnown || file.kind() == DiskFile.Kind.DIRECTORY || file.links() == 1;
        return names == null || !isGone ? null : nearest(names, name, presentFolders.get(folderPath));
    }

    /** The name as it was if its folder is one that had another path; null if it is not. */
    private @Nullable FileName inMovedFolder(FileName name, long folderPath) {
        String folder = movedFolders.get(folderPath);
        return folder == null
                ? null
                : new FileName(
                        (folder.equals("/") ? "" : folder) + "/" + name.name(),
                        name.kind(),
                        true,
                        name.address(),
                        name.sequence(),
                        name.printsAlike());
    }

    /** Of several names that a file lost, the one that is most like the present one. */
    private static Origin nearest(List<Lost> names, FileName now, long folder) {
        Lost best = names.get(0);
        for (Lost each : names) {
            if (likeness(each, now, folder) > likeness(best, now, folder)) {
                best = each;
            }
        }
        return new Origin(best.name(), !best.name().name().equals(now.name()), best.folder() != folder);
    }

    private static int likeness(Lost lost, FileName now, long folder) {
        return (lost.name().name().equals(now.name()) ? 2 : 0) + (lost.folder() == folder ? 1 : 0);
    }
}
