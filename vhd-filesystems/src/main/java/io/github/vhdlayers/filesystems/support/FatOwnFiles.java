package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.DiskFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The files of a volume of FAT or exFAT that no folder names, as the Sleuth Kit numbers them: the first sector, one or two tables, and
 * last the folder of orphans. All places are bytes of the volume.
 *
 * @param first the address of the first sector's file
 * @param sectorBytes how long that is
 * @param tables how many tables there are
 * @param firstTable where the first one begins
 * @param tableBytes how many bytes a table has
 */
public record FatOwnFiles(long first, int sectorBytes, int tables, long firstTable, long tableBytes) {
    /**
     * Where such a file is.
     *
     * @param start its first byte
     * @param length how many bytes; 0 for the folder of orphans
     */
    public record Area(long start, long length) {}

    private int count() {
        return tables == 2 ? 4 : 3;
    }

    /** The address of the folder of orphans. */
    public long orphans() {
        return first + count() - 1;
    }

    /** Where the file of an address is, or null if it is of none of them. */
    public @Nullable Area area(long address) {
        if (address < first || address > orphans()) {
            return null;
        }
        if (address == orphans()) {
            return new Area(0, 0);
        }
        return address == first
                ? new Area(0, sectorBytes)
                : new Area(firstTable + (address - first - 1) * tableBytes, tableBytes);
    }

    /**
     * Lists the files, without the folder of orphans.
     *
     * @return false if the visitor ended the list
     * @throws IOException if the visitor throws it
     */
    public boolean list(EntryVisitor visitor) throws IOException {
        return visitor.visit(file("$MBR", first))
                && visitor.visit(file("$FAT1", first + 1))
                && (tables != 2 || visitor.visit(file("$FAT2", first + 2)));
    }

    /**
     * Lists the folder of orphans.
     *
     * @return false if the visitor ended the list
     * @throws IOException if the visitor throws it
     */
    public boolean listOrphans(EntryVisitor visitor) throws IOException {
        return visitor.visit(FolderEntry.virtualFolder("$OrphanFiles", orphans()));
    }

    private static FolderEntry file(String name, long address) {
        return FolderEntry.of(name, DiskFile.Kind.VIRTUAL, true, address, 0);
    }
}
