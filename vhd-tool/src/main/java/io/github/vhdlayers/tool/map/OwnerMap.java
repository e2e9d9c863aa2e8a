package io.github.vhdlayers.tool.map;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.Listing;
import io.github.vhdlayers.tool.output.Table;
import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;

/** The owners of a disk's sectors as a table: a row for each run. */
public final class OwnerMap {
    private static final int SECTOR = 512;
    /** How wide the columns before the file are. */
    private static final int BEFORE_FILE = 55;

    private static final Column<RunCursor> FIRST_SECTOR =
            Column.<RunCursor>number("first_sector", RunCursor::firstSector).right(14);
    private static final Column<RunCursor> SECTOR_COUNT = Column.<RunCursor>number(
                    "sector_count", RunCursor::sectorCount)
            .right(14)
            .behind(" ");
    private static final Column<RunCursor> OWNER =
            Column.<RunCursor>word("owner", RunCursor::owner).right(8).behind(" ");
    private static final Column<RunCursor> FILE_SECTOR = Column.<RunCursor>number(
                    "file_sector", runs -> runs.isStored() ? runs.fileOffset() / SECTOR : null)
            .right(14)
            .behind(" ")
            .orElse("");

    private OwnerMap() {}

    /**
     * Prints the runs of a disk as they come.
     *
     * @param fits whether a line of so many characters can be shown to a person; otherwise the files are below the runs
     * @param sectors receives up to which sector of the disk they were printed
     */
    public static void print(
            MergedSource disk, RunCursor runs, Listing listing, IntPredicate fits, LongConsumer sectors)
            throws IOException {
        List<String> files = disk.chain().layers().stream()
                .map(DiskLayer::name)
                .map(SafeText::escape)
                .toList();
        int longest = files.stream().mapToInt(String::length).max().orElse(0);
        boolean hasNames = fits.test(BEFORE_FILE + longest);
        Column<RunCursor> file = Column.<RunCursor>text("file", run -> run.isStored() ? files.get(run.layer()) : null)
                .behind("  ")
                .orElse("");
        listing.field("sectors", disk.sectors());
        listing.field("top_layer", disk.topLayer());
        Table<RunCursor> table = listing.table(
                "runs",
                hasNames
                        ? List.of(FIRST_SECTOR, SECTOR_COUNT, OWNER, FILE_SECTOR, file)
                        : List.of(FIRST_SECTOR, SECTOR_COUNT, OWNER, FILE_SECTOR),
                List.of(FIRST_SECTOR, SECTOR_COUNT, OWNER, file, FILE_SECTOR));
        while (runs.next()) {
            table.row(runs);
            sectors.accept(runs.firstSector() + runs.sectorCount());
        }
        for (int layer = 0; !hasNames && layer < files.size(); layer++) {
            listing.text((layer == 0 ? "\n" : "") + "layer " + layer + "  " + files.get(layer) + "\n");
        }
        listing.end();
    }
}
