package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lets a library read {@link TinyFat} and holds every field that is used against what must be there. A library's version does
 * not tell its layouts: releases that say the same differ.
 */
final class LayoutCheck {
    private static final int ENTRY_ADDRESS = 3;
    private static final int ROOT_ADDRESS = 2;
    private static final int FAT12 = 2;

    private final LibTsk library;
    private final Functions functions;

    private LayoutCheck(LibTsk library) {
        this.library = library;
        this.functions = library.functions();
    }

    /**
     * Checks a library.
     *
     * @throws LibTskException if a structure of it is not where it is expected
     */
    static void run(LibTsk library) throws IOException {
        new LayoutCheck(library).run();
    }

    private void run() throws IOException {
        try (RandomAccessSource disk = RandomAccessSources.ofBytes("test of layouts", TinyFat.disk());
                ExternalImage image = ExternalImage.open(library, disk)) {
            Pointer opened = functions.tsk_fs_open_img(image.pointer(), TinyFat.FIRST_SECTOR * TinyFat.SECTOR, 0);
            Pointer fileSystem = require("TSK_FS_INFO", opened, Structs.TAG_FS);
            try {
                checkFileSystem(Structs.FileSystem.of(fileSystem));
                checkRoot(fileSystem);
            } finally {
                functions.tsk_fs_close(fileSystem);
            }
        }
    }

    private void checkFileSystem(Structs.FileSystem found) throws LibTskException {
        check("TSK_FS_INFO.offset", found.offset(), TinyFat.FIRST_SECTOR * TinyFat.SECTOR);
        check("TSK_FS_INFO.root_inum", found.rootAddress(), ROOT_ADDRESS);
        check("TSK_FS_INFO.block_count", found.blockCount(), TinyFat.SECTORS);
        check("TSK_FS_INFO.last_block_act", found.lastBlock(), TinyFat.SECTORS - 1);
        check("TSK_FS_INFO.block_size", found.blockSize(), TinyFat.SECTOR);
        check("TSK_FS_INFO.ftype", found.type(), FAT12);
        // The orphans' folder is behind all entries that there is room for, and three virtual files.
        long entries = (TinyFat.SECTORS - TinyFat.FIRST_CLUSTER_SECTOR + 1) * (TinyFat.SECTOR / 32L);
        if (found.lastAddress() < entries || found.lastAddress() > entries + 16) {
            throw unknown("TSK_FS_INFO.last_inum", Long.toString(found.lastAddress()), "about " + entries);
        }
    }

    private void checkRoot(Pointer fileSystem) throws IOException {
        Pointer directory =
                require("TSK_FS_DIR", functions.tsk_fs_dir_open_meta(fileSystem, ROOT_ADDRESS), Structs.TAG_DIR);
        try {
            require("TSK_FS_DIR.fs_file", Structs.fileOfDirectory(directory), Structs.TAG_FILE);
            long size = functions.tsk_fs_dir_getsize(directory);
            for (long i = 0; i < size; i++) {
                Pointer name = require("TSK_FS_NAME", functions.tsk_fs_dir_get_name(directory, i), Structs.TAG_NAME);
                if (Structs.Name.of(name).text().equals(TinyFat.NAME)) {
                    checkFile(
                            fileSystem,
                            require("TSK_FS_FILE", functions.tsk_fs_dir_get(directory, i), Structs.TAG_FILE));
                    return;
                }
            }
            throw unknown("TSK_FS_NAME.name", "no " + TinyFat.NAME, TinyFat.NAME);
        } finally {
            functions.tsk_fs_dir_close(directory);
        }
    }

    private void checkFile(Pointer fileSystem, Pointer pointer) throws IOException {
        try {
            Structs.File file = Structs.File.of(pointer);
            if (!fileSystem.equals(file.fileSystem())) {
                throw unknown("TSK_FS_FILE.fs_info", String.valueOf(file.fileSystem()), fileSystem.toString());
            }
            Structs.Name name = Structs.Name.of(require("TSK_FS_FILE.name", file.name(), Structs.TAG_NAME));
            check("TSK_FS_NAME.meta_addr", name.address(), ENTRY_ADDRESS);
            check("TSK_FS_NAME.meta_seq", name.sequence(), 0);
            check("TSK_FS_NAME.par_addr", name.parent(), ROOT_ADDRESS);
            check("TSK_FS_NAME.type", name.type(), Structs.NAME_REGULAR);
            check("TSK_FS_NAME.flags", name.flags(), Structs.NAME_ALLOCATED);
            Structs.Meta meta = Structs.Meta.of(require("TSK_FS_FILE.meta", file.meta(), Structs.TAG_META));
            check("TSK_FS_META.flags", meta.flags() & Structs.META_ALLOCATED, Structs.META_ALLOCATED);
            check("TSK_FS_META.addr", meta.address(), ENTRY_ADDRESS);
            check("TSK_FS_META.type", meta.type(), Structs.META_REGULAR);
            check("TSK_FS_META.nlink", meta.links(), 1);
            check("TSK_FS_META.size", meta.size(), TinyFat.FILE_BYTES);
            checkDay("TSK_FS_META.mtime", meta.modified(), TinyFat.MODIFIED);
            checkDay("TSK_FS_META.atime", meta.accessed(), TinyFat.ACCESSED);
            checkDay("TSK_FS_META.crtime", meta.created(), TinyFat.CREATED);
            checkAttribute(pointer);
        } finally {
            functions.tsk_fs_file_close(pointer);
        }
    }

    private void checkAttribute(Pointer file) throws IOException {
        check("attributes", functions.tsk_fs_file_attr_getsize(file), 1);
        Pointer pointer = functions.tsk_fs_file_attr_get_idx(file, 0);
        if (pointer == null) {
            throw unknown("TSK_FS_ATTR", "none", "one");
        }
        Structs.Attribute attribute = Structs.Attribute.of(pointer);
        int kind = Structs.ATTR_IN_USE | Structs.ATTR_RESIDENT | Structs.ATTR_COMPRESSED;
        check("TSK_FS_ATTR.flags", attribute.flags() & kind, Structs.ATTR_IN_USE);
        check("TSK_FS_ATTR.type", attribute.type(), 1);
        check("TSK_FS_ATTR.size", attribute.size(), TinyFat.FILE_BYTES);
        check("TSK_FS_ATTR.nrd.skiplen", attribute.skipped(), 0);
        check("TSK_FS_ATTR.nrd.allocsize", attribute.allocated(), 2 * TinyFat.SECTOR);
        check("TSK_FS_ATTR.nrd.initsize", attribute.initialised(), TinyFat.FILE_BYTES);
        check("TSK_FS_ATTR.nrd.compsize", attribute.compressionUnit(), 0);
        Structs.Run first = checkRun(attribute.firstRun(), 0, TinyFat.sectorOf(TinyFat.FIRST_CLUSTER));
        Structs.Run second = checkRun(first.next(), 1, TinyFat.sectorOf(TinyFat.SECOND_CLUSTER));
        if (second.next() != null) {
            throw unknown("TSK_FS_ATTR_RUN.next", "a third run", "none");
        }
        try (Memory buffer = new Memory(TinyFat.FILE_BYTES)) {
            long count = functions.tsk_fs_attr_read(pointer, 0, buffer, TinyFat.FILE_BYTES, 0);
            check("tsk_fs_attr_read", count, TinyFat.FILE_BYTES);
            if (!Arrays.equals(buffer.getByteArray(0, TinyFat.FILE_BYTES), TinyFat.content())) {
                throw unknown("tsk_fs_attr_read", "other bytes", "the file's");
            }
        }
    }

    private Structs.Run checkRun(@Nullable Pointer pointer, long offset, long address) throws LibTskException {
        if (pointer == null) {
            throw unknown("TSK_FS_ATTR_RUN", "none", "one");
        }
        Structs.Run run = Structs.Run.of(pointer);
        check("TSK_FS_ATTR_RUN.offset", run.offset(), offset);
        check("TSK_FS_ATTR_RUN.addr", run.address(), address);
        check("TSK_FS_ATTR_RUN.len", run.length(), 1);
        check("TSK_FS_ATTR_RUN.flags", run.flags(), 0);
        return run;
    }

    private Pointer require(String what, @Nullable Pointer pointer, int tag) throws LibTskException {
        if (pointer == null) {
            throw unknown(what, "none: " + library.lastError(), "one");
        }
        check(what + ".tag", pointer.getInt(0), tag);
        return pointer;
    }

    private void check(String field, long found, long expected) throws LibTskException {
        if (found != expected) {
            throw unknown(field, Long.toString(found), Long.toString(expected));
        }
    }

    /** FAT's times are of the machine's time zone, so a day more or less is right. */
    private void checkDay(String field, @Nullable Instant found, LocalDate expected) throws LibTskException {
        Instant noon = expected.atTime(12, 0).toInstant(ZoneOffset.UTC);
        if (found == null || Math.abs(ChronoUnit.HOURS.between(found, noon)) > 48) {
            throw unknown(field, String.valueOf(found), expected.toString());
        }
    }

    private LibTskException unknown(String field, String found, String expected) {
        return new LibTskException(library + " is not used: its structures are not those that are known here (" + field
                + " is " + found + ", expected " + expected + "); " + LibTsk.INSTALL);
    }
}
