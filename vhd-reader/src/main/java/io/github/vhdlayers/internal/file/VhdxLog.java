package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.UnsupportedVhdException;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replays a log in memory: what a writer had decided to change when it stopped. Only entries that carry the id of the current header
 * count, in a row of numbers that go up by one, from the one that the newest of them names as the oldest that is still needed.
 */
final class VhdxLog {
    private static final String STRUCTURE = "VHDX log";
    private static final int PAGE = VhdxConstants.PAGE;
    /** Changes that are kept apart: a log of a usual size has room for 33,000. */
    private static final int MOST_CHANGES = 1 << 18;

    private final StructureSource file;
    private final VhdxHeader header;
    private final Limits limits;
    private final FindingLog findings;

    VhdxLog(StructureSource file, VhdxHeader header, Limits limits, FindingLog findings) {
        this.file = file;
        this.header = header;
        this.limits = limits;
        this.findings = findings;
    }

    /**
     * What came of a log.
     *
     * @param source the file as it is with the log's changes
     * @param entries how many entries were replayed
     * @param pages how many pages they changed, where the same page may count more than once
     */
    record Replayed(OverlaySource source, int entries, long pages) {}

    /** Replays the log. */
    Replayed replay() throws IOException {
        requireUsable();
        VhdxLogRing ring = VhdxLogRing.read(file, header);
        VhdxLogRing.Entry head = activeHead(ring);
        if (head.flushedFileOffset() > file.size()) {
            throw corrupt(
                    ErrorCode.LOG_TRUNCATED_FILE,
                    "flushed file offset",
                    "a file of at least " + head.flushedFileOffset() + " bytes",
                    file.size() + " bytes: the file was cut off",
                    place(head));
        }
        long size = Math.max(file.size(), head.lastFileOffset());
        OverlaySource.Builder overlay = new OverlaySource.Builder();
        List<VhdxLogRing.Entry> needed = ring.fromTail(head);
        long pages = 0;
        for (VhdxLogRing.Entry entry : needed) {
            pages += apply(ring, entry, size, overlay);
        }
        OverlaySource source = overlay.over(file, size);
        report(ring, needed, source, pages);
        reportNewer(ring, head);
        return new Replayed(source, needed.size(), pages);
    }

    private void report(VhdxLogRing ring, List<VhdxLogRing.Entry> needed, OverlaySource source, long pages) {
        findings.add(
                FindingCode.LOG_REPLAYED,
                STRUCTURE,
                needed.size() + (needed.size() == 1 ? " entry" : " entries") + " from number "
                        + Long.toUnsignedString(needed.get(0).sequenceNumber()) + " on, " + pages
                        + (pages == 1 ? " page" : " pages") + " of 4096 bytes, at file offsets "
                        + ranges(source.changed()),
                header.logOffset());
        if (ring.invalid() > 0) {
            findings.add(
                    FindingCode.LOG_ENTRY_INVALID,
                    STRUCTURE,
                    ring.invalid() + " with the id of the header; the first: " + ring.whyInvalid(),
                    ring.firstInvalid());
        }
        if (source.size() > file.size()) {
            findings.add(
                    FindingCode.LOG_EXTENDS_FILE,
                    STRUCTURE,
                    "the file has " + file.size() + " bytes, the log makes it " + source.size(),
                    header.logOffset());
        }
    }

    /**
     * An entry with a greater number than the newest that is replayed was written after it, and another one between them is lost. A crash
     * can do that, where both were under way; so can damage, and then what is shown is older than what the writer left.
     */
    private void reportNewer(VhdxLogRing ring, VhdxLogRing.Entry head) {
        long last = head.sequenceNumber();
        List<VhdxLogRing.Entry> newer = ring.entries().stream()
                .filter(entry -> Long.compareUnsigned(entry.sequenceNumber(), last) > 0)
                .toList();
        if (!newer.isEmpty()) {
            VhdxLogRing.Entry first = newer.get(0);
            findings.add(
                    FindingCode.LOG_NEWER_ENTRIES,
                    STRUCTURE,
                    newer.size() + (newer.size() == 1 ? " sound entry, number " : " sound entries, one of them number ")
                            + Long.toUnsignedString(first.sequenceNumber()) + ", where number "
                            + Long.toUnsignedString(last)
                            + " is the last that follows without a gap on all that it needs",
                    place(first));
        }
    }

    private static String ranges(List<long[]> changed) {
        List<String> texts = new ArrayList<>();
        for (long[] range : changed.subList(0, Math.min(8, changed.size()))) {
            texts.add(range[0] + " to " + (range[1] - 1));
        }
        int more = changed.size() - texts.size();
        return texts.isEmpty() ? "none" : String.join(", ", texts) + (more > 0 ? " and " + more + " more" : "");
    }

    private void requireUsable() throws IOException {
        if (header.logVersion() != 0) {
            throw new UnsupportedVhdException(new Problem(
                    ErrorCode.LOG_VERSION,
                    file.name(),
                    STRUCTURE,
                    "version",
                    "0",
                    Integer.toString(header.logVersion()),
                    header.fileOffset() + 64));
        }
        long length = header.logLength();
        long offset = header.logOffset();
        if (!header.isLogPlacePossible()) {
            throw corrupt(
                    ErrorCode.LOG_INVALID,
                    "place",
                    "length and offset in whole MiB, behind the first MiB",
                    length + " bytes at " + Long.toUnsignedString(offset),
                    header.fileOffset() + 68);
        }
        if (length > limits.maxLogBytes()) {
            throw new LimitException(
                    new Problem(
                            ErrorCode.LOG_TOO_LARGE,
                            file.name(),
                            STRUCTURE,
                            "length",
                            "at most " + limits.maxLogBytes() + " bytes",
                            length + " bytes",
                            header.fileOffset() + 68),
                    limits.maxLogBytes(),
                    length);
        }
        if (offset > file.size() - length) {
            throw corrupt(
                    ErrorCode.STRUCTURE_OUTSIDE_FILE,
                    "place",
                    "a place in the file of " + file.size() + " bytes",
                    length + " bytes at " + offset,
                    header.fileOffset() + 68);
        }
    }

    private VhdxLogRing.Entry activeHead(VhdxLogRing ring) throws CorruptVhdException {
        VhdxLogRing.Entry best = null;
        boolean several = false;
        for (VhdxLogRing.Entry head : ring.heads()) {
            int order = best == null ? 1 : Long.compareUnsigned(head.sequenceNumber(), best.sequenceNumber());
            if (order > 0) {
                best = head;
                several = false;
            } else if (order == 0) {
                several = true;
            }
        }
        if (best == null) {
            throw corrupt(
                    ErrorCode.LOG_INVALID,
                    null,
                    "entries with the id " + header.logGuid() + " that can be replayed",
                    ring.whyNone(),
                    header.logOffset());
        }
        if (several) {
            throw corrupt(
                    ErrorCode.LOG_INVALID,
                    null,
                    "one newest entry",
                    "two rows of entries that both end with the number " + Long.toUnsignedString(best.sequenceNumber()),
                    place(best));
        }
        return best;
    }

    private long apply(VhdxLogRing ring, VhdxLogRing.Entry entry, long size, OverlaySource.Builder overlay)
            throws IOException {
        long pages = 0;
        int data = 0;
        for (int sector = 0; sector < entry.descriptorSectors(); sector++) {
            ByteBuffer descriptors = ring.descriptors(entry, sector);
            while (descriptors.hasRemaining()) {
                int at = descriptors.position();
                long target = descriptors.getLong(at + 16);
                if (VhdxLogRing.isPage(descriptors, at)) {
                    if (target > size - PAGE) {
                        throw corrupt(
                                ErrorCode.LOG_INVALID,
                                "descriptor",
                                "a page before the end of the file at " + size,
                                "file offset " + target,
                                place(entry));
                    }
                    overlay.page(
                            target,
                            new OverlaySource.Change(
                                    ring.dataOffset(entry, data++),
                                    descriptors.getLong(at + 8),
                                    descriptors.getInt(at + 4)));
                    pages++;
                } else if (target < size) {
                    long length = Math.min(descriptors.getLong(at + 8), size - target);
                    if (length > 0) {
                        overlay.zeros(target, target + length);
                        pages += (length + PAGE - 1) / PAGE;
                    }
                }
                if (overlay.count() > MOST_CHANGES) {
                    throw new LimitException(
                            new Problem(
                                    ErrorCode.LOG_TOO_LARGE,
                                    file.name(),
                                    STRUCTURE,
                                    "changes",
                                    "at most " + MOST_CHANGES,
                                    "more",
                                    place(entry)),
                            MOST_CHANGES,
                            null);
                }
                descriptors.position(at + 32);
            }
        }
        return pages;
    }

    private long place(VhdxLogRing.Entry entry) {
        return header.logOffset() + (long) entry.slot() * PAGE;
    }

    private CorruptVhdException corrupt(
            ErrorCode code, @Nullable String field, String expected, String found, long place) {
        return new CorruptVhdException(new Problem(
                code,
                file.name(),
                STRUCTURE,
                field,
                expected,
                found + "; the disk can be read without its log, as it was before those changes, if you ask for that",
                place));
    }
}
