package io.github.vhdlayers.internal.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.filesystem.WalkResult.UnreadFolder;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One file system of two views of a disk: as one of them has it, for questions about the other. Answers whether a path or a file was
 * there: yes, no, or not known.
 *
 * @param state what is known of the file system in that view
 * @param systems the open file systems of that view; null unless it is there
 * @param info the file system in that view; null unless it is there
 * @param walk how reading its names ended; null unless it is there
 * @param folders whether a folder was reported there under a path, so that only what it says of itself may be missing in it
 * @param sameVolume whether it is the same file system that was not made anew since, so that numbers of files mean the same
 * @param reason why it is not known, or null
 */
public record Former(
        State state,
        @Nullable DiskFileSystems systems,
        @Nullable FileSystemInfo info,
        @Nullable WalkResult walk,
        Predicate<String> folders,
        boolean sameVolume,
        @Nullable String reason) {
    /** What is known of a file system in a view. */
    public enum State {
        /** It was not there. */
        ABSENT,
        /** It was there, and its names were read as far as possible. */
        PRESENT,
        /** It is unknown whether it was there, or what was in it. */
        UNKNOWN
    }

    /** No file system was there. */
    public static Former absent() {
        return new Former(State.ABSENT, null, null, null, path -> false, false, null);
    }

    /** It is not known what was there. */
    public static Former unknown(String reason) {
        return new Former(State.UNKNOWN, null, null, null, path -> false, false, reason);
    }

    /** A file system was there, and its names were listed as far as it could be read. */
    public static Former present(
            DiskFileSystems systems,
            FileSystemInfo info,
            WalkResult walk,
            Predicate<String> folders,
            boolean sameVolume) {
        return new Former(State.PRESENT, systems, info, walk, folders, sameVolume, null);
    }

    /**
     * Whether a path may be there that the walk did not report. Whatever cannot be read above it, it is not there if its folder was found and
     * read whole, nor if its folder is not there for the same reason.
     */
    public boolean mayHold(String path) {
        WalkResult names = walk;
        if (names == null) {
            return state == State.UNKNOWN;
        }
        if (names.isKnownAbsent(path)) {
            return false;
        }
        if (!areFoldersKnown(names)) {
            return true;
        }
        for (String at = folderOf(path); !at.isEmpty(); at = folderOf(at)) {
            if (folders.test(at)) {
                return isUnread(names, at);
            }
        }
        return true;
    }

    private static String folderOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Whether a folder that is not among the unread ones was read whole, in its newest state. */
    private boolean areFoldersKnown(WalkResult names) {
        return info != null
                && info.state() != FileSystemInfo.State.JOURNAL_UNREADABLE
                && names.limit() == null
                && names.unreadCount() <= names.unread().size();
    }

    private static boolean isUnread(WalkResult names, String folder) {
        return names.unread().stream().anyMatch(one -> one.path().equals(folder));
    }

    /** Why a path that was not reported may be there all the same. */
    public String why(String path) {
        if (reason != null) {
            return reason;
        }
        if (walk != null) {
            if (walk.limit() != null) {
                return walk.limit();
            }
            for (UnreadFolder folder : walk.unread()) {
                if (folder.path().equals("/") || path.startsWith(folder.path() + "/")) {
                    return folder.path() + ": " + folder.reason();
                }
            }
        }
        return "too many folders cannot be read";
    }

    /** Why a file that was not reported may be there under another name. */
    public String whyElsewhere() {
        if (walk == null || walk.unread().isEmpty()) {
            return why("");
        }
        UnreadFolder first = walk.unread().get(0);
        return first.path() + ": " + first.reason();
    }

    /**
     * Whether the file of a name may be there under a name in a folder that could not be read.
     *
     * @param name a name of the other view, of a file system that keeps numbers
     * @param seen how many names of the same file were read
     */
    public boolean mayHoldFile(FileName name, long seen) {
        DiskFileSystems there = systems;
        FileSystemInfo system = info;
        WalkResult names = walk;
        if (there == null || system == null || names == null) {
            return state != State.ABSENT;
        }
        if (names.limit() == null && names.unreadCount() == 0) {
            return false;
        }
        try {
            DiskFile file = there.file(
                    system,
                    new FileName(name.path(), name.kind(), true, name.address(), name.sequence(), name.printsAlike()));
            if (file == null) {
                // Its number was never used there.
                return false;
            }
            if (!file.isRead()) {
                return true;
            }
            // A folder has one name, whatever its links are.
            long all = file.kind() == DiskFile.Kind.DIRECTORY ? 1 : file.links();
            return file.allocated() && file.name().sequence() == name.sequence() && seen < all;
        } catch (IOException e) {
            return true;
        }
    }
}
