package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Pointer;
import io.github.vhdlayers.filesystem.WalkOptions;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has the library read every folder, the metadata of every file and the list of its blocks, as a program does that adds the files to a case,
 * and keeps nothing of it. Like {@link TreeWalk} it enters each folder once.
 */
final class TrialWalk {
    /** What the library reports when it was refused memory. */
    private static final String NO_MEMORY = "tsk_malloc";

    private final OpenFileSystem system;
    private final QuickFunctions functions;
    private final WalkOptions options;
    private final TskFileSystems.Counter counter;
    private final Set<Long> entered = new HashSet<>();
    private final Deque<Folder> waiting = new ArrayDeque<>();
    private long files;
    private @Nullable String complaint;

    TrialWalk(OpenFileSystem system, WalkOptions options, TskFileSystems.Counter counter) {
        this.system = system;
        this.functions = system.image().library().quickFunctions();
        this.options = options;
        this.counter = counter;
    }

    /** A folder that is to be entered. */
    private record Folder(long address, int depth) {}

    /** Walks; what the library complains of if it was refused memory, else null. */
    @Nullable
    String run() throws IOException {
        long fileSystem = Pointer.nativeValue(system.pointer());
        waiting.push(new Folder(system.state().rootAddress(), 1));
        for (Folder folder = waiting.poll(); folder != null; folder = waiting.poll()) {
            if (!entered.add(folder.address())) {
                continue;
            }
            functions.tsk_error_reset();
            system.ask(folder.address());
            long directory = functions.tsk_fs_dir_open_meta(fileSystem, folder.address());
            if (directory == 0) {
                listen();
                continue;
            }
            try {
                if (!enter(folder, directory)) {
                    break;
                }
            } finally {
                functions.tsk_fs_dir_close(directory);
            }
        }
        return complaint;
    }

    /** Reads what is in a folder; false to end the walk. */
    private boolean enter(Folder folder, long directory) throws IOException {
        long size = functions.tsk_fs_dir_getsize(directory);
        for (long i = 0; i < size; i++) {
            long name = functions.tsk_fs_dir_get_name(directory, i);
            if (name == 0 || !isWanted(new Pointer(name))) {
                continue;
            }
            if (files >= options.maxFiles()) {
                return false;
            }
            counter.counted(++files);
            long file = functions.tsk_fs_dir_get(directory, i);
            if (file == 0) {
                listen();
                continue;
            }
            if (functions.tsk_fs_file_attr_getsize(file) <= 0) {
                listen();
            }
            if (folder.depth() < options.maxDepth() && isFolder(new Pointer(name), new Pointer(file))) {
                waiting.push(new Folder(Structs.addressOfName(new Pointer(name)), folder.depth() + 1));
            }
            functions.tsk_fs_file_close(file);
        }
        return true;
    }

    private boolean isWanted(Pointer name) {
        if (Structs.isDotName(name)) {
            return false;
        }
        if ((Structs.flagsOfName(name) & Structs.NAME_ALLOCATED) == 0) {
            return options.deleted();
        }
        return options.orphans() || Structs.typeOfName(name) != Structs.NAME_VIRTUAL_DIRECTORY;
    }

    private static boolean isFolder(Pointer name, Pointer file) {
        int type = Structs.typeOfName(name);
        if (type == Structs.NAME_DIRECTORY || type == Structs.NAME_VIRTUAL_DIRECTORY) {
            return true;
        }
        return type == 0 && Structs.isDirectory(file);
    }

    /** Notes it if the library was refused memory. */
    private void listen() {
        if (functions.tsk_error_get_errno() == 0) {
            return;
        }
        String text = system.image().library().lastError();
        functions.tsk_error_reset();
        if (complaint == null && text.contains(NO_MEMORY)) {
            complaint = text;
        }
    }
}
