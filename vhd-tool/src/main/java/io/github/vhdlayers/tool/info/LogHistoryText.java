package io.github.vhdlayers.tool.info;

import io.github.vhdlayers.internal.file.VhdxLogHistory;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** What the log of a VHDX still holds, for a person. */
public final class LogHistoryText {
    private static final List<String> STATES = List.of(
            "not present", "undefined", "zeros", "unmapped", "reserved", "reserved", "stored", "stored in part");
    private static final int MOST_BLOCKS = 20;

    private LogHistoryText() {}

    public static void write(VhdxLogHistory log, Writer out) throws IOException {
        out.write("\nThe log holds " + log.entries().size()
                + (log.entries().size() == 1 ? " entry" : " entries")
                + ", in the order in which they were written. The format records no times.\n");
        String id = "";
        for (VhdxLogHistory.Entry entry : log.entries()) {
            if (!entry.logId().equals(id)) {
                id = entry.logId();
                out.write("log " + id + (entry.isCurrent() ? ", which the file names" : ", of an earlier session")
                        + "\n");
            }
            out.write("  entry " + Long.toUnsignedString(entry.sequenceNumber()) + " at file offset "
                    + entry.fileOffset() + (entry.changes().isEmpty() ? ": no change" : "") + "\n");
            for (VhdxLogHistory.Change change : entry.changes()) {
                out.write(String.format(
                        Locale.ROOT,
                        "    %-12s %s %d bytes at %d\n",
                        change.structure(),
                        change.isZeros() ? "zeros," : "page,",
                        change.length(),
                        change.fileOffset()));
                blocks(change.blocks(), out);
            }
        }
    }

    private static void blocks(List<VhdxLogHistory.BlockChange> blocks, Writer out) throws IOException {
        for (VhdxLogHistory.BlockChange block : blocks.subList(0, Math.min(MOST_BLOCKS, blocks.size()))) {
            out.write("      block " + block.block() + ": " + STATES.get(block.stateBefore()) + " -> "
                    + STATES.get(block.state()) + (block.fileOffset() > 0 ? " at " + block.fileOffset() : "") + "\n");
        }
        if (blocks.size() > MOST_BLOCKS) {
            out.write("      and " + (blocks.size() - MOST_BLOCKS) + " more blocks; --json has all\n");
        }
    }
}
