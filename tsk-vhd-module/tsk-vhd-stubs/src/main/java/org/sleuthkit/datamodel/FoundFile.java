package org.sleuthkit.datamodel;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A file as the reader of file systems found it.
 *
 * @param file the file
 * @param stream its content; null if it has none
 */
record FoundFile(DiskFile file, FileStream stream) {
    private static final int BLOCKS_OF_FAT = 512;

    /** As much of the text that the Sleuth Kit prints of a file as says where it is. */
    List<String> text() {
        return file.fileSystem().type().equals("ntfs") ? ntfs() : plain();
    }

    private List<String> ntfs() {
        List<String> lines = new ArrayList<>();
        lines.add("Attributes: ");
        lines.add("Type: $STANDARD_INFORMATION (16-0)   Name: N/A   Resident   size: 72");
        if (stream == null) {
            lines.add("Type: $DATA (1-0)   Name: N/A   Resident   size: 0");
        }
        for (FileStream each : file.streams()) {
            lines.add("Type: " + (each.type() == TskData.NTFS_DATA ? "$DATA" : "$OTHER") + " (" + each.type() + "-"
                    + each.id() + ")   Name: " + (each.name().isEmpty() ? "N/A" : each.name()) + "   "
                    + (each.resident() ? "Resident" : "Non-Resident") + "   size: " + each.size()
                    + (each.resident() ? "" : "  init_size: " + each.size()));
            runs(each, file.fileSystem().blockSize(), lines);
        }
        return lines;
    }

    private List<String> plain() {
        boolean isFat = file.fileSystem().type().contains("fat");
        List<String> lines = new ArrayList<>();
        lines.add(isFat ? "Sectors:" : "Direct Blocks:");
        if (stream != null && !stream.resident()) {
            runs(stream, blockBytes(file), lines);
        }
        return lines;
    }

    /** What the Sleuth Kit counts a file system in: of FAT sectors, elsewhere what the file system itself does. */
    static int blockBytes(DiskFile file) {
        return file.fileSystem().type().contains("fat")
                ? BLOCKS_OF_FAT
                : file.fileSystem().blockSize();
    }

    private void runs(FileStream of, int block, List<String> lines) {
        for (FileExtent extent : of.extents()) {
            long blocks = (extent.length() + block - 1) / block;
            boolean isStored = extent.diskOffset() >= 0;
            String place =
                    isStored ? "" + (extent.diskOffset() - file.fileSystem().diskOffset()) / block : "X";
            String kind = isStored ? "" : extent.kind() == FileExtent.Kind.LOST ? "  Filler" : "  Sparse";
            lines.add("  Starting address: " + place + ", length: " + blocks + kind);
        }
    }
}
