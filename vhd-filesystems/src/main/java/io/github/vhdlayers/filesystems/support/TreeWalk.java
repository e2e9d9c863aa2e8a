package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems.FileVisitor;
import io.github.vhdlayers.filesystem.DiskFileSystems.NameVisitor;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the folders of a file system, without recursion: a hostile one is as deep as it likes, and has folders in themselves.
 * Each folder is entered once, the living before the deleted: entries of deleted ones may lead to living ones.
 */
public final class TreeWalk {
    /** Instead of a folder's address: the name is in no folder's list. */
    private static final long UNLISTED = -1;

    private final VolumeReader volume;
    private final WalkOptions options;
    private final Receiver receiver;
    private final WalkNotes notes = new WalkNotes();

    private final Set<Long> entered = new HashSet<>();
    private final Deque<Folder> waiting = new ArrayDeque<>();
    private final Deque<Folder> deletedWaiting = new ArrayDeque<>();
    /** Which numbers of the file system's own table of files were reported. */
    private final BitSet reported = new BitSet();

    private int tableSize;
    private boolean isCut;
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
        volume.beginWalk();
        tableSize = volume.tableSize();
        volume.problems().forEach(problem -> notes.problem("/", problem));
        long root = volume.rootAddress();
        FileName rootName = new FileName("/", DiskFile.Kind.DIRECTORY, true, root, 0, false);
        files++;
        if (root(rootName)) {
            entered.add(identity(root));
            report(root);
            waiting.push(new Folder("", root, 1, false, true));
            if (enterAll() && !isCut) {
                unlisted();
            }
        }
        return notes.result(files, limit);
    }

    /** Enters what is waiting, and what is found there; false if the walk is to end. */
    private boolean enterAll() throws IOException {
        Folder next = next();
        while (next != null) {
            if (limit != null || !enter(next)) {
                return false;
            }
            next = next();
        }
        return limit == null;
    }

    private void report(long address) {
        if (address >= 0 && address < tableSize) {
            reported.set((int) address);
        }
    }

    private boolean isReported(long address) {
        return address >= tableSize || reported.get((int) address);
    }

    /** Reports files in use that no folder lists: a folder's list may be older or newer than its files. */
    private void unlisted() throws IOException {
        List<Long> addresses;
        try {
            addresses = volume.unlisted(this::isReported);
        } catch (IOException e) {
            notes.problem("", "files that no folder lists cannot be searched for: " + e.getMessage());
            return;
        }
        for (long address : addresses) {
            if (!isReported(address) && !(unlisted(address) && enterAll())) {
                return;
            }
        }
    }

    private boolean unlisted(long address) throws IOException {
        List<UnlistedName> names;
        try {
            names = volume.unlistedNames(address);
        } catch (IOException e) {
            notes.problem("", "a file that no folder lists cannot be read: " + e.getMessage());
            return true;
        }
        boolean goOn = true;
        for (UnlistedName each : names) {
            if (goOn && each.unknownPath() != null) {
                goOn = withoutPath(each, each.unknownPath());
            } else if (goOn) {
                Folder folder = new Folder(each.folderPath(), UNLISTED, depth(each.folderPath()), false, true);
                notes.problem(
                        each.folderPath() + "/" + each.entry().name(),
                        "no folder that was read lists it, but its own metadata says that it is in use");
                List<Folder> below = new ArrayList<>();
                goOn = entry(folder, name -> false, each.entry(), below);
                below.forEach(waiting::push);
            }
        }
        return goOn;
    }

    /** A file in use of which the path is not known: it may be where it was, or anywhere in what cannot be read. */
    private boolean withoutPath(UnlistedName found, String why) throws IOException {
        FolderEntry entry = found.entry();
        report(entry.address());
        notes.problem(found.folderPath() + "/" + entry.name(), why);
        if (receiver instanceof Files all && options.orphans()) {
            FileName name = new FileName(
                    found.folderPath() + "/" + entry.name(),
                    entry.kind(),
                    true,
                    entry.address(),
                    entry.sequence(),
                    false);
            files++;
            return all.visitor().visit(DiskFile.ofName(volume.info(), name, why));
        }
        return true;
    }

    private static int depth(String path) {
        return 1 + (int) path.chars().filter(c -> c == '/').count();
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
        String damage = volume.damage();
        if (damage != null) {
            notes.problem(folder.path(), damage);
        }
        List<Folder> below = new ArrayList<>();
        boolean goOn = names.forEach(entry -> entry(folder, names::isAlike, entry, below));
        for (int i = below.size() - 1; i >= 0; i--) {
            waiting.push(below.get(i));
        }
        return goOn;
    }

    private boolean entry(Folder folder, Predicate<String> isAlike, FolderEntry found, List<Folder> below)
            throws IOException {
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
                folder.printsAlike() || isAlike.test(entry.name()));
        files++;
        if (entry.allocated()) {
            report(entry.address());
        }
        boolean enters = entry.folder();
        boolean goOn;
        if (receiver instanceof Names only) {
            goOn = only.visitor().visit(name);
            enters |= entry.kind() == DiskFile.Kind.UNKNOWN && kindAt(entry.address()) == DiskFile.Kind.DIRECTORY;
        } else {
            DiskFile file = doubted(read(name), folder, entry);
            if (file.isRead() && name.allocated() && !file.allocated()) {
                notes.problem(name.path(), "its folder lists it, and its own metadata says that it is not in use");
            }
            boolean isName = volume.knowsNamesOnly();
            if (!file.isRead() && !isName && entry.allocated() && (enters || entry.kind() == DiskFile.Kind.UNKNOWN)) {
                notes.unread(name.path(), String.valueOf(file.problem()));
            }
            enters |= file.kind() == DiskFile.Kind.DIRECTORY;
            enters &= isName || isFolderNow(file);
            goOn = ((Files) receiver).visitor().visit(file.isRead() ? noted(file) : file);
        }
        if (goOn && enters) {
            add(
                    new Folder(name.path(), entry.address(), folder.depth() + 1, name.printsAlike(), entry.allocated()),
                    below);
        }
        return goOn;
    }

    private static boolean isFolderNow(DiskFile file) {
        return file.isRead()
                && (file.name().allocated() ? file.allocated() : !file.times().equals(FileTimes.NONE));
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

    /** The file, with what speaks against its name. */
    private DiskFile doubted(DiskFile file, Folder folder, FolderEntry entry) {
        String doubt = file.allocated() && file.isRead() && folder.address() != UNLISTED
                ? volume.doubt(folder.address(), entry)
                : null;
        return doubt == null
                ? file
                : new DiskFile(
                        file.fileSystem(),
                        file.name(),
                        true,
                        true,
                        file.kind(),
                        file.size(),
                        file.links(),
                        file.times(),
                        file.streams(),
                        file.metadata(),
                        file.problem() == null ? doubt : file.problem() + "; " + doubt);
    }

    private DiskFile.Kind kindAt(long address) {
        try {
            return volume.kind(address);
        } catch (IOException e) {
            // It may be a folder; that it cannot be read is found out when it is entered.
            return DiskFile.Kind.DIRECTORY;
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
        return options.orphans() || !(entry.folder() && entry.kind() == DiskFile.Kind.VIRTUAL);
    }

    private void add(Folder folder, List<Folder> below) {
        if (folder.depth() > options.maxDepth()) {
            isCut = true;
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
