package io.github.vhdlayers.tool.export;

import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.tool.options.FillOption;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A list of the sectors of an exported disk that are fill and no data, in a file beside it. */
public final class UnknownList {
    private static final int PIECE = 1 << 16;

    private UnknownList() {}

    static Path beside(Path out) {
        return out.resolveSibling(out.getFileName() + ".unknown.csv");
    }

    /** Fails before anything is written, if the list could not be. */
    public static void requireFree(Path out, FillOption fill) throws IOException {
        if (fill.value() != null && Files.exists(beside(out), LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(beside(out).toString());
        }
    }

    /** Writes the list if a fill was chosen and a sector is unknown. */
    public static void write(MergedSource disk, Path out, FillOption fill, Streams streams) throws IOException {
        if (fill.value() == null) {
            return;
        }
        RunCursor runs = disk.ownership().runs(0, disk.sectors());
        StringBuilder lines = new StringBuilder();
        PartialFile file = null;
        long at = 0;
        try {
            while (runs.next()) {
                if (runs.owner() == Owner.Unowned.UNKNOWN) {
                    if (file == null) {
                        file = PartialFile.create(beside(out), streams::message);
                        lines.append("first_sector,sector_count\n");
                    }
                    lines.append(runs.firstSector())
                            .append(',')
                            .append(runs.sectorCount())
                            .append('\n');
                    if (lines.length() >= PIECE) {
                        at = flush(file, lines, at);
                    }
                }
            }
            if (file != null) {
                flush(file, lines, at);
                file.complete();
            }
        } finally {
            if (file != null) {
                file.close();
            }
        }
    }

    private static long flush(PartialFile file, StringBuilder lines, long at) throws IOException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.US_ASCII);
        file.write(ByteBuffer.wrap(bytes), at);
        lines.setLength(0);
        return at + bytes.length;
    }
}
