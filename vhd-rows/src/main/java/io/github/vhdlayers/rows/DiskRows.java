package io.github.vhdlayers.rows;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.ownership.SectorCounts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of the files of one disk: what the listing found, and the owners of its sectors if they are asked for. */
final class DiskRows {
    private final RowRequest request;
    private final LabDisk disk;
    private final LayerChain chain;
    private final LabFiles files;

    DiskRows(RowRequest request, LabDisk disk, LayerChain chain, LabFiles files) {
        this.request = request;
        this.disk = disk;
        this.chain = chain;
        this.files = files;
    }

    void write(RowSink sink) throws IOException {
        SectorCounts counts = null;
        boolean isAlone = false;
        if (request.wantsAny("own_sectors", "below_sectors", "unwritten_sectors", "unknown_sectors", "runs")) {
            try (VirtualDisk open = files.open(chain)) {
                counts = open.ownership().summary();
                isAlone = isAlone(open.chain());
            }
        }
        for (String path : disk.paths()) {
            Row row = row(disk, path);
            if (counts != null) {
                long all = 0;
                for (long sectors : counts.sectorsByLayer().values()) {
                    all += sectors;
                }
                boolean isBelowKnown = counts.unknownSectors() == 0 || isAlone;
                row.with("own_sectors", counts.isKnown(0) ? Long.valueOf(counts.sectorsOf(0)) : null)
                        .with("below_sectors", isBelowKnown ? Long.valueOf(all - counts.sectorsOf(0)) : null)
                        .with("unwritten_sectors", counts.knownUnwrittenSectors())
                        .with("unknown_sectors", counts.unknownSectors())
                        .with("runs", counts.runCount());
            }
            sink.add(row);
        }
    }

    /** Whether it is certain that nothing is below, so that no unknown sector can belong to it. */
    private static boolean isAlone(DiskChain chain) {
        LayerFile leaf = chain.leaf().file();
        return leaf.type() != DiskType.DIFFERENCING && !leaf.isTypeContradicted();
    }

    static void addErrors(LabDisk disk, @Nullable String code, String message, RowSink sink) throws IOException {
        for (String path : disk.paths()) {
            sink.add(row(disk, path).with(RowTable.ERROR_CODE, code).with(RowTable.ERROR, message));
        }
    }

    /** What the listing found. */
    private static Row row(LabDisk disk, String path) {
        Row row = LayerRows.unread(RowTable.DISKS, path, null, "")
                .with(RowTable.ERROR, null)
                .with("layer_key", disk.key());
        for (String column : new String[] {"uuid", "format", "type", "file_bytes", "virtual_size"}) {
            row.with(column, disk.layer().get(column));
        }
        for (String column : new String[] {"depth", "base_key", "complete", "parent_status"}) {
            row.with(column, disk.chainRow().get(column));
        }
        return row;
    }
}
