package io.github.vhdlayers.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    private static FileName name(String path, long address, long sequence) {
        return new FileName(path, DiskFile.Kind.FILE, true, address, sequence, false);
    }

    @Test
    void anUnchangedFileIsKnownByItsNumberUnderEachOfItsNames() {
        FileNames names = new FileNames(FileSystemInfo.Family.NTFS, true);
        names.addPresent(name("/a", 30, 1));
        names.addUnchanged(name("/a", 30, 1));
        names.addPresent(name("/b", 30, 1));
        names.addUnchanged(name("/b", 30, 1));
        names.addPresent(name("/c", 31, 1));

        assertFalse(names.isEachUnchangedFormer());
        assertTrue(names.isUnchanged(name("/old", 30, 1)));
        assertTrue(names.isEachUnchangedFormer());
        assertTrue(names.isUnchanged(name("/a", 30, 1)));
        assertTrue(names.isEachUnchangedFormer());
        assertFalse(names.isUnchanged(name("/a", 30, 2)));
        assertFalse(names.isUnchanged(name("/c", 31, 1)));
        assertFalse(names.isUnchanged(name("/d", 32, 1)));
    }

    @Test
    void namesAreCountedWithoutTheSignsThatAreKeptBesideThem() {
        FileNames names = new FileNames(FileSystemInfo.Family.NTFS, true);
        names.addPresent(name("/a", 30, 1));
        names.addUnchanged(name("/a", 30, 1));
        names.isUnchanged(name("/a", 30, 1));
        names.addPresent(name("/b", 30, 1));

        assertEquals(2, names.presentNames(name("/x", 30, 1)));
        assertEquals(0, names.presentNames(name("/x", 31, 1)));
    }
}
