package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystems.support.EntryVisitor;
import io.github.vhdlayers.filesystems.support.FolderEntry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Looks for inodes that are free and were used, or are in use until a program closes them, and that no name leads to any more. */
final class ExtOrphans {
    /** 16 MiB for a set of numbers. */
    private static final long MOST_INODES = 1L << 27;

    private final ExtVolume volume;
    private final BitSet named = new BitSet();
    private final Deque<Long> waiting = new ArrayDeque<>();
    private final BitSet entered = new BitSet();
    private @Nullable String problem;

    ExtOrphans(ExtVolume volume) {
        this.volume = volume;
    }

    /** Reports them under names made of their numbers. */
    @Nullable
    String list(EntryVisitor visitor) throws IOException {
        if (volume.superblock.inodes() > MOST_INODES) {
            return "is not searched for: the volume has " + volume.superblock.inodes() + " inodes";
        }
        enter(ExtReader.ROOT);
        run();
        // Folders among them first: what they name is found below them.
        each(inode -> {
            if (inode.kind() == DiskFile.Kind.DIRECTORY) {
                enter(inode.number());
            }
            return true;
        });
        run();
        each(inode ->
                visitor.visit(FolderEntry.of("OrphanFile-" + inode.number(), inode.kind(), false, inode.number(), 0)));
        return problem;
    }

    private void enter(long folder) {
        if (!entered.get((int) folder)) {
            entered.set((int) folder);
            waiting.add(folder);
        }
    }

    private void run() {
        for (Long next = waiting.poll(); next != null; next = waiting.poll()) {
            try {
                Inode inode = volume.groups.inode(next);
                new ExtFolder(volume, inode, true, this::note).list();
            } catch (IOException e) {
                problem = problem == null ? "folders cannot be read: " + e.getMessage() : problem;
            }
        }
    }

    private boolean note(FolderEntry entry) {
        if (entry.address() > 0 && entry.address() <= volume.superblock.inodes()) {
            named.set((int) entry.address());
            if (entry.folder()) {
                enter(entry.address());
            }
        }
        return true;
    }

    /** Takes an inode. */
    @FunctionalInterface
    private interface InodeVisitor {
        boolean visit(Inode inode) throws IOException;
    }

    private void each(InodeVisitor visitor) throws IOException {
        ExtSuper superblock = volume.superblock;
        for (long group = 0; group < superblock.groups(); group++) {
            long used;
            try {
                used = volume.groups.usedInodes(volume.groups.group(group));
            } catch (IOException e) {
                problem = problem == null ? "groups cannot be read: " + e.getMessage() : problem;
                continue;
            }
            for (long i = 1; i <= used; i++) {
                long number = group * superblock.inodesPerGroup() + i;
                if (number > superblock.inodes()) {
                    return;
                }
                if (!named.get((int) number) && !each(number, visitor)) {
                    return;
                }
            }
        }
    }

    private boolean each(long number, InodeVisitor visitor) throws IOException {
        Inode inode;
        try {
            inode = volume.groups.inode(number);
        } catch (IOException e) {
            problem = problem == null ? "inodes cannot be read: " + e.getMessage() : problem;
            return true;
        }
        boolean isDeleted = inode.allocated() ? inode.isDeletedInUse() : inode.isUsed();
        return !isDeleted || visitor.visit(inode);
    }
}
