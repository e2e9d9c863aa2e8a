package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Pointer;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems.FileVisitor;
import io.github.vhdlayers.filesystem.DiskFileSystems.NameVisitor;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.filesystem.WalkResult.UnreadFolder;
import io.github.vhdlayers.internal.text.PathText;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the folders of a file system, without recursion: a hostile one is as deep as it likes, and has folders in
 * themselves. Each folder is entered once, the living before the deleted: entries of deleted ones may lead to living ones.
 */
final class TreeWalk {
    private final OpenFileSystem system;
    private final Functions functions;
    private final WalkOptions options;
    private final WalkTarget target;

    private final Set<Long> entered = new HashSet<>();
    private final Deque<Folder> waiting = new ArrayDeque<>();
    private final Deque<Folder> deletedWaiting = new ArrayDeque<>();
    private final List<String> problems = new ArrayList<>();
    private final List<UnreadFolder> unread = new ArrayList<>();
    private long unreadCount;
    private long problemCount;
    private long files;
    private @Nullable String limit;
    private boolean refused;

    TreeWalk(OpenFileSystem system, WalkOptions options, WalkTarget target) {
        this.system = system;
        this.functions = system.functions();
        this.options = options;
        this.target = target;
    }

    /** A folder that is to be entered. */
    private record Folder(String path, long address, int depth, boolean printsAlike) {}

    /** What receives files, or names only. */
    sealed interface WalkTarget permits Files, Names {}

    /** Receives files. */
    record Files(FileVisitor visitor) implements WalkTarget {}

    /** Receives names. */
    record Names(NameVisitor visitor) implements WalkTarget {}

    WalkResult run() throws IOException {
        FileBuilder builder = new FileBuilder(system, options);
        long root = system.state().rootAddress();
        FileName rootName = new FileName("/", DiskFile.Kind.DIRECTORY, true, root, 0, false);
        if (tellRoot(builder, rootName)) {
            entered.add(root);
            waiting.push(new Folder("", root, 1, false));
            while (limit == null) {
                Folder next = waiting.poll();
                if (next == null) {
                    next = deletedWaiting.poll();
                    if (next != null && !entered.add(next.address())) {
                        continue;
                    }
                }
                if (next == null || !enter(builder, next)) {
                    break;
                }
            }
        }
        return new WalkResult(files, problems, problemCount, limit, unread, unreadCount);
    }

    private boolean tellRoot(FileBuilder builder, FileName name) throws IOException {
        files++;
        if (target instanceof Names names) {
            return names.visitor().visit(name);
        }
        Pointer file = null;
        try {
            file = system.openFile(name.address());
        } catch (IOException e) {
            problem(name.printedPath() + ": " + e.getMessage());
        }
        if (file == null) {
            return ((Files) target).visitor().visit(builder.without(name, "its metadata cannot be read"));
        }
        try {
            return ((Files) target).visitor().visit(noted(builder.build(file, name)));
        } finally {
            functions.tsk_fs_file_close(file);
        }
    }

    /** Reports what is in a folder; false to end the walk. */
    private boolean enter(FileBuilder builder, Folder folder) throws IOException {
        String refusal = refusal(folder);
        if (refusal != null) {
            refused = true;
            unread(folder, "not entered: " + refusal);
            return true;
        }
        long before = system.image().failures();
        functions.tsk_error_reset();
        system.ask(folder.address());
        Pointer directory = functions.tsk_fs_dir_open_meta(system.pointer(), folder.address());
        if (directory == null) {
            unread(folder, "folder cannot be read: " + system.image().library().lastError());
            return true;
        }
        try {
            String unreadable = unreadablePart(builder, folder, system.image().failures() != before);
            if (unreadable != null) {
                unread(folder, unreadable);
            }
            List<Folder> below = new ArrayList<>();
            long size = functions.tsk_fs_dir_getsize(directory);
            AlikeNames alike = AlikeNames.among(functions, directory, size);
            for (long i = 0; i < size; i++) {
                if (!entry(builder, folder, alike, directory, i, below)) {
                    return false;
                }
            }
            for (int i = below.size() - 1; i >= 0; i--) {
                waiting.push(below.get(i));
            }
            return true;
        } finally {
            functions.tsk_fs_dir_close(directory);
        }
    }

    /**
     * Why not every name of a folder can have been read; null if all of it can be read. The library also reads what is not the folder's,
     * such as the whole MFT for deleted names, and does not report each read that fails.
     *
     * @param failed whether a read failed meanwhile
     */
    private @Nullable String unreadablePart(FileBuilder builder, Folder folder, boolean failed) throws IOException {
        if (!system.image().isDamaged()) {
            return null;
        }
        if (failed && !system.isNtfs()) {
            return String.valueOf(system.unreadable("part of the folder").getMessage());
        }
        Pointer file;
        try {
            file = system.openFile(folder.address());
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
        if (file == null) {
            return "its metadata cannot be read";
        }
        try {
            DiskFile built = builder.build(
                    file, new FileName(path(folder), DiskFile.Kind.DIRECTORY, true, folder.address(), 0, false));
            return built.problem() != null ? built.problem() : new PlacesCheck(system.disk()).problem(built);
        } finally {
            functions.tsk_fs_file_close(file);
        }
    }

    /** Why the library must not be asked what is in a folder; null if it may. */
    private @Nullable String refusal(Folder folder) {
        if (refused && folder.address() == system.state().lastAddress()) {
            return "to search for orphans the library would enter what was not entered";
        }
        if (!(system.locator() instanceof ExtLocator)) {
            return system.refusal(folder.address());
        }
        try {
            Pointer file = system.openFile(folder.address());
            if (file == null) {
                return null;
            }
            try {
                Pointer meta = Structs.File.of(file).meta();
                return meta == null ? null : system.refusal(Structs.Meta.of(meta));
            } finally {
                functions.tsk_fs_file_close(file);
            }
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private boolean entry(
            FileBuilder builder, Folder folder, AlikeNames alike, Pointer directory, long index, List<Folder> below)
            throws IOException {
        Pointer pointer = functions.tsk_fs_dir_get_name(directory, index);
        if (pointer == null) {
            return true;
        }
        Structs.Name entry = Structs.Name.of(pointer);
        if (entry.isDot() || entry.text().isEmpty() || !isWanted(entry)) {
            return true;
        }
        if (files >= options.maxFiles()) {
            limit = "more than " + options.maxFiles() + " files";
            return false;
        }
        FileName name = new FileName(
                folder.path() + "/" + entry.text(),
                FileBuilder.kindOf(entry.type()),
                entry.isAllocated(),
                entry.address(),
                system.locator().sequence(entry),
                folder.printsAlike() || alike.contains(entry.text()));
        files++;
        DiskFile.Kind kind = name.kind();
        boolean hasMetadata = true;
        boolean goOn;
        if (target instanceof Names names) {
            goOn = names.visitor().visit(name);
            kind = kind == DiskFile.Kind.UNKNOWN ? kindOfMetadata(entry.address()) : kind;
        } else {
            String refusal = system.refusal(entry.address());
            if (refusal != null) {
                refused = true;
                problem(name.printedPath() + ": " + refusal);
                return withoutMetadata(builder, folder, name, entry, refusal);
            }
            long before = system.image().failures();
            system.ask(entry.address());
            Pointer file = functions.tsk_fs_dir_get(directory, index);
            boolean failed = system.image().failures() != before;
            if (failed || file == null) {
                problem(name.printedPath() + ": "
                        + (failed ? system.unreadable("metadata").getMessage() : "no metadata"));
            }
            if (file == null) {
                return withoutMetadata(builder, folder, name, entry, "its metadata cannot be read");
            }
            file = deletedRecord(entry, file);
            try {
                DiskFile built = builder.build(file, name);
                kind = built.kind();
                hasMetadata =
                        name.allocated() ? built.allocated() : !built.times().equals(FileTimes.NONE);
                goOn = ((Files) target).visitor().visit(noted(built));
            } finally {
                functions.tsk_fs_file_close(file);
            }
        }
        if (goOn && isFolder(kind, entry) && hasMetadata) {
            add(
                    new Folder(name.path(), entry.address(), folder.depth() + 1, name.printsAlike()),
                    entry.isAllocated(),
                    below);
        }
        return goOn;
    }

    /** What a name is that does not say it. */
    private DiskFile.Kind kindOfMetadata(long address) {
        try {
            Pointer file = system.openFile(address);
            if (file == null) {
                return DiskFile.Kind.UNKNOWN;
            }
            try {
                Pointer meta = Structs.File.of(file).meta();
                boolean folder = meta != null && Structs.Meta.of(meta).type() == Structs.META_DIRECTORY;
                return folder ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.UNKNOWN;
            } finally {
                functions.tsk_fs_file_close(file);
            }
        } catch (IOException e) {
            // It may be a folder; entering it shows that it cannot be read.
            return DiskFile.Kind.DIRECTORY;
        }
    }

    /** Reports a name of which nothing else can be read; what may be below it is unread, too. */
    private boolean withoutMetadata(
            FileBuilder builder, Folder folder, FileName name, Structs.Name entry, String reason) throws IOException {
        if (name.allocated() && (isFolder(name.kind(), entry) || name.kind() == DiskFile.Kind.UNKNOWN)) {
            unread(new Folder(name.path(), entry.address(), folder.depth() + 1, name.printsAlike()), reason);
        }
        return ((Files) target).visitor().visit(builder.without(name, reason));
    }

    /**
     * The file of a deleted name. NTFS counts a record's sequence up when its file is deleted; libtsk then finds that it no longer
     * fits the name, and leaves the metadata away although no other file has used the record since.
     */
    private Pointer deletedRecord(Structs.Name entry, Pointer file) throws IOException {
        if (entry.isAllocated() || !system.isNtfs() || Structs.File.of(file).meta() != null) {
            return file;
        }
        Pointer found;
        try {
            found = system.openFile(entry.address());
        } catch (IOException e) {
            return file;
        }
        if (found == null) {
            return file;
        }
        Pointer meta = Structs.File.of(found).meta();
        boolean same = meta != null
                && !Structs.Meta.of(meta).isAllocated()
                && ((NtfsLocator) system.locator()).sequence(entry.address()) == entry.sequence() + 1;
        functions.tsk_fs_file_close(same ? file : found);
        return same ? found : file;
    }

    private boolean isWanted(Structs.Name entry) {
        if (!entry.isAllocated()) {
            return options.deleted();
        }
        // The orphans' folder says that it is allocated, and what is in it is not.
        return options.orphans() || entry.type() != Structs.NAME_VIRTUAL_DIRECTORY;
    }

    private static boolean isFolder(DiskFile.Kind kind, Structs.Name entry) {
        return kind == DiskFile.Kind.DIRECTORY
                || entry.type() == Structs.NAME_DIRECTORY
                || entry.type() == Structs.NAME_VIRTUAL_DIRECTORY;
    }

    private void add(Folder folder, boolean allocated, List<Folder> below) {
        if (folder.depth() > options.maxDepth()) {
            unread(folder, "deeper than " + options.maxDepth() + " folders, not entered");
        } else if (allocated) {
            if (entered.add(folder.address())) {
                below.add(folder);
            } else {
                problem(path(folder) + ": is a folder that was met before, not entered again");
            }
        } else {
            deletedWaiting.add(folder);
        }
    }

    private DiskFile noted(DiskFile file) {
        String problem = file.problem();
        if (problem != null && file.allocated()) {
            problem(file.name().printedPath() + ": " + problem);
        }
        return file;
    }

    private static String path(Folder folder) {
        return folder.path().isEmpty() ? "/" : PathText.escape(folder.path());
    }

    /** Notes that not every name of a folder was read. */
    private void unread(Folder folder, String reason) {
        unreadCount++;
        if (unread.size() < WalkResult.MOST_PROBLEMS) {
            unread.add(new UnreadFolder(folder.path().isEmpty() ? "/" : folder.path(), reason));
        }
        problem(path(folder) + ": " + reason);
    }

    private void problem(String text) {
        problemCount++;
        if (problems.size() < WalkResult.MOST_PROBLEMS) {
            problems.add(text);
        }
    }
}
