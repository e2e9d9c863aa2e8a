package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileKind;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.FileVisitor;
import io.github.vhdlayers.filesystem.NameVisitor;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the folders of a file system, without recursion: a hostile one is as deep as it likes, and has folders in themselves.
 * Each folder is entered once, the living before the deleted, whose entries may lead to living ones.
 */
public final class TreeWalk {
    private final VolumeReader volume;
    private final WalkOptions options;
    private final Receiver receiver;
    private final WalkNotes notes = new WalkNotes();

    private final Set<Long> entered = new HashSet<>();
    private final Deque<Folder> waiting = new ArrayDeque<>();
    private final Deque<Folder> deletedWaiting = new ArrayDeque<>();
    private long files;
    private @Nullable String limit;

    private TreeWalk(VolumeReader volume, WalkOptions options, Receiver receiver) {
        this.volume = volume;
        this.options = options;
        this.receiver = receiver;
    }

    /** A folder that is to be entered. */
    record Folder(String path, long address, int depth, boolean printsAlike, boolean allocated) {}

    /** Who receives what is found. */
    private sealed interface Receiver permits Files, Names {}

    private record Files(FileVisitor visitor) implements Receiver {}

    private record Names(NameVisitor visitor) implements Receiver {}

    /**
     * Reports all files.
     *
     * @throws IOException if the visitor throws it
     */
    public static WalkResult files(VolumeReader volume, WalkOptions options, FileVisitor visitor) throws IOException {
        return new TreeWalk(volume, options, new Files(visitor)).run();
    }

    /**
     * Reports all names, and reads nothing of the files.
     *
     * @throws IOException if the visitor throws it
     */
    public static WalkResult names(VolumeReader volume, WalkOptions options, NameVisitor visitor) throws IOException {
        return new TreeWalk(volume, options, new Names(visitor)).run();
    }

    private WalkResult run() throws IOException {
        long root = volume.rootAddress();
        FileName rootName = new FileName("/", FileKind.DIRECTORY, true, root, 0, false);
        files++;
        if (root(rootName)) {
            entered.add(identity(root));
            waiting.push(new Folder("", root, 1, false, true));
            Folder next = next();
            while (next != null && limit == null && enter(next)) {
                next = next();
            }
        }
        return notes.result(files, limit);
    }

    private @Nullable Folder next() {
        Folder next = waiting.poll();
        while (next == null) {
            next = deletedWaiting.poll();
            if (next == null) {
                return null;
            }
            if (!entered.add(identity(next.address()))) {
                next = null;
            }
        }
        return next;
    }

    private boolean root(FileName name) throws IOException {
        if (receiver instanceof Names names) {
            return names.visitor().visit(name);
        }
        DiskFile file = read(name);
        return ((Files) receiver).visitor().visit(noted(file));
    }

    /** Reports what is in a folder; false to end the walk. */
    private boolean enter(Folder folder) throws IOException {
        FolderNames names;
        try {
            names = FolderNames.of(volume, folder.address(), WalkNotes.printed(folder.path()), options.deleted());
        } catch (IOException e) {
            notes.unread(folder.path(), "folder cannot be read: " + e.getMessage());
            return true;
        }
        if (names.problem() != null) {
            notes.unread(folder.path(), names.problem());
        }
        List<Folder> below = new ArrayList<>();
        boolean goOn = names.forEach(entry -> entry(folder, names, entry, below));
        for (int i = below.size() - 1; i >= 0; i--) {
            waiting.push(below.get(i));
        }
        return goOn;
    }

    private boolean entry(Folder folder, FolderNames names, FolderEntry found, List<Folder> below) throws IOException {
        // What a deleted folder still names is deleted with it.
        FolderEntry entry = folder.allocated() ? found : found.asDeleted();
        if (!isWanted(entry)) {
            return true;
        }
        if (files >= options.maxFiles()) {
            limit = "more than " + options.maxFiles() + " files";
            return false;
        }
        FileName name = new FileName(
                folder.path() + "/" + entry.name(),
                entry.kind(),
                entry.allocated(),
                entry.address(),
                entry.sequence(),
                folder.printsAlike() || names.isAlike(entry.name()));
        files++;
        boolean enters = entry.folder();
        boolean goOn;
        if (receiver instanceof Names only) {
            goOn = only.visitor().visit(name);
            enters |= entry.kind() == FileKind.UNKNOWN && kindAt(entry.address()) == FileKind.DIRECTORY;
        } else {
            DiskFile file = read(name);
            if (!file.isRead() && entry.allocated() && (enters || entry.kind() == FileKind.UNKNOWN)) {
                notes.unread(name.path(), String.valueOf(file.problem()));
            }
            enters |= file.kind() == FileKind.DIRECTORY;
            enters &= file.isRead()
                    && (name.allocated() ? file.allocated() : !file.times().equals(FileTimes.NONE));
            goOn = ((Files) receiver).visitor().visit(file.isRead() ? noted(file) : file);
        }
        if (goOn && enters) {
            add(
                    new Folder(name.path(), entry.address(), folder.depth() + 1, name.printsAlike(), entry.allocated()),
                    below);
        }
        return goOn;
    }

    /** The file of a name; with the name only, and a problem, if it cannot be read. */
    private DiskFile read(FileName name) {
        String reason = "its metadata cannot be read";
        try {
            DiskFile file = volume.file(name, options.maxExtents());
            if (file != null) {
                return file;
            }
            reason = "there is nothing at its address " + name.address();
        } catch (IOException e) {
            reason = reason + ": " + e.getMessage();
        }
        if (name.allocated()) {
            notes.problem(name.path(), reason);
        }
        return DiskFile.ofName(volume.info(), name, name.allocated() ? reason : null);
    }

    private FileKind kindAt(long address) {
        try {
            return volume.kind(address);
        } catch (IOException e) {
            // It may be a folder; that it cannot be read is found out when it is entered.
            return FileKind.DIRECTORY;
        }
    }

    private long identity(long address) {
        try {
            return volume.folderIdentity(address);
        } catch (IOException e) {
            // That it cannot be read is found out when it is entered.
            return address;
        }
    }

    private boolean isWanted(FolderEntry entry) {
        if (!entry.allocated()) {
            return options.deleted();
        }
        // The folder of orphans is in use, and what is in it is not.
        return options.orphans() || !(entry.folder() && entry.kind() == FileKind.VIRTUAL);
    }

    private void add(Folder folder, List<Folder> below) {
        if (folder.depth() > options.maxDepth()) {
            notes.unread(folder.path(), "deeper than " + options.maxDepth() + " folders, not entered");
        } else if (!folder.allocated()) {
            deletedWaiting.add(folder);
        } else if (entered.add(identity(folder.address()))) {
            below.add(folder);
        } else {
            notes.problem(folder.path(), "is a folder that was met before, not entered again");
        }
    }

    private DiskFile noted(DiskFile file) {
        String problem = file.problem();
        if (problem != null && file.allocated() && file.isRead()) {
            notes.problem(file.path(), problem);
        }
        return file;
    }
}
