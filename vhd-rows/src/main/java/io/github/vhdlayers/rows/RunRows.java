package io.github.vhdlayers.rows;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.util.Locale;

/** The runs of a disk that begin in a part of it. Those that reach out of the part are whole, so that parts together give what the whole gives. */
final class RunRows {
    private RunRows() {}

    static void write(LayerChain chain, VirtualDisk disk, RowRequest request, RowSink sink) throws IOException {
        long sectors = disk.sectors();
        long first = request.firstSector();
        if (first >= sectors) {
            return;
        }
        if (first > 0) {
            // What began before is a row of the part before.
            OwnershipRun before = disk.ownership().runAt(first - 1);
            first = before.endSector();
        }
        if (first >= Math.min(sectors, request.endSector())) {
            return;
        }
        RunCursor runs = disk.ownership().runs(first, sectors - first);
        while (runs.next() && runs.firstSector() < request.endSector()) {
            sink.add(row(chain, runs.current()));
        }
    }

    private static Row row(LayerChain chain, OwnershipRun run) {
        Row row = new Row()
                .with("leaf_key", chain.leaf())
                .with("first_sector", run.firstSector())
                .with("sectors", run.sectorCount());
        if (run instanceof OwnershipRun.Stored stored) {
            owner(row, chain, "stored", stored.layer())
                    .with("file_sector", stored.fileSector())
                    .with("cause", null);
        } else if (run instanceof OwnershipRun.Zeroed zeroed) {
            owner(row, chain, "zeroed", zeroed.layer())
                    .with("file_sector", null)
                    .with("cause", null);
        } else if (run instanceof OwnershipRun.Unknown unknown) {
            String cause = unknown.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
            unowned(row, "unknown").with("cause", cause);
        } else {
            unowned(row, "unwritten").with("cause", null);
        }
        return row.with(RowTable.ERROR_CODE, null).with(RowTable.ERROR, null);
    }

    private static Row owner(Row row, LayerChain chain, String kind, int layer) {
        return row.with("kind", kind)
                .with("owner_index", (long) layer)
                .with("owner_key", chain.keys().get(layer));
    }

    private static Row unowned(Row row, String kind) {
        return row.with("kind", kind)
                .with("owner_index", null)
                .with("owner_key", null)
                .with("file_sector", null);
    }
}
