package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.NotVhdException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the footers of a file and decides which one is used.
 *
 * <p>The one at the end is preferred; a copy at the start with a good checksum beats one at the end with a bad one. Peers
 * differ here: some read only the end, some the start first, so two tools may show two disks for one file. Every
 * disagreement between the two is therefore a finding.
 */
final class FooterFinder {
    private final StructureSource source;
    private final Limits limits;
    private final FindingLog log;
    private final long size;

    FooterFinder(StructureSource source, Limits limits, FindingLog log) {
        this.source = source;
        this.limits = limits;
        this.log = log;
        this.size = source.size();
    }

    Footers find() throws IOException {
        if (size < VhdConstants.OLD_FOOTER_BYTES) {
            throw new NotVhdException(Problem.of(
                    ErrorCode.FILE_TOO_SHORT,
                    source.name(),
                    "hard disk footer",
                    "the file has " + size + " bytes, and a footer alone has 512"));
        }
        LocatedFooter tail = tail();
        LocatedFooter leading = at(0, VhdConstants.FOOTER_BYTES, FooterPlace.HEAD_COPY);
        LocatedFooter head = isCopy(leading, tail) ? leading : null;
        if (tail == null) {
            tail = beforeTrailingBytes(head);
        }
        HardDiskFooter lost = tail == null && head == null ? lost() : null;
        if (lost != null) {
            log.add(
                    FindingCode.FOOTERS_LOST,
                    "hard disk footer",
                    "none at either end of the file; by the dynamic header the disk is of type " + lost.diskTypeCode()
                            + " and has at most " + lost.currentSize() + " bytes",
                    0);
            return new Footers(new LocatedFooter(lost, FooterPlace.LOST, 0), null, null, size);
        }
        LocatedFooter served = choose(tail, head);
        if (leading != null && head == null && size > VhdConstants.FOOTER_BYTES) {
            log.add(
                    FindingCode.FIXED_WITH_LEADING_FOOTER,
                    "hard disk footer",
                    "\"conectix\" at the start of a fixed disk's data",
                    0);
        }
        FooterFindings.report(served, tail, head, size, log);
        return new Footers(served, tail, head, tail == null ? size : tail.fileOffset());
    }

    /** What a sound dynamic header in its usual place says of a file that has no footer any more, or null. */
    private @Nullable HardDiskFooter lost() throws IOException {
        if (size < VhdConstants.FOOTER_BYTES + VhdConstants.HEADER_BYTES) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(VhdConstants.HEADER_BYTES);
        source.readFully(VhdConstants.FOOTER_BYTES, bytes);
        DynamicDiskHeader header = DynamicDiskHeader.decode(bytes.flip());
        boolean sound = header.cookie() == DynamicDiskHeader.COOKIE && header.checksumValid();
        return sound ? HardDiskFooter.lost(header, VhdConstants.FOOTER_BYTES) : null;
    }

    private LocatedFooter choose(@Nullable LocatedFooter tail, @Nullable LocatedFooter head) throws IOException {
        if (tail == null) {
            if (head == null) {
                throw new NotVhdException(Problem.of(
                        ErrorCode.NO_FOOTER,
                        source.name(),
                        "hard disk footer",
                        "no \"conectix\" in the last 512 or 511 bytes, nor one that fits in the last "
                                + Math.min(size, limits.maxFooterScanBytes())
                                + " bytes, nor a copy at the start" + foreign()));
            }
            return head;
        }
        if (head != null) {
            requireOneType(tail, head);
        }
        if (head != null && head.footer().checksumValid() && !tail.footer().checksumValid()) {
            return head;
        }
        return tail;
    }

    /** What the file is instead, if that is known. */
    private String foreign() throws IOException {
        ForeignFormat format = ForeignFormat.of(source);
        return format == null ? "" : "; it is " + format.description() + ": " + format.advice();
    }

    /**
     * Whether a footer at the start of the file is the copy of the one at the end. A fixed disk has no copy, so what stands at
     * its start belongs to something that is stored in the disk; unless it bears the disk's own id.
     */
    private static boolean isCopy(@Nullable LocatedFooter leading, @Nullable LocatedFooter tail) {
        if (leading == null) {
            return false;
        }
        if (tail == null) {
            return leading.footer().diskType() != DiskType.FIXED;
        }
        boolean sameId = leading.footer().uniqueId().equals(tail.footer().uniqueId())
                && !tail.footer().uniqueId().isNull()
                && tail.fileOffset() > 0;
        return sameId || tail.footer().diskType() != DiskType.FIXED;
    }

    /**
     * Two footers that name different types leave no way to distinguish a fixed disk's data from a container, nor unwritten sectors from
     * a parent's, so neither is believed.
     */
    private void requireOneType(LocatedFooter tail, LocatedFooter head) throws CorruptVhdException {
        boolean bothValid = tail.footer().checksumValid() && head.footer().checksumValid();
        if (bothValid
                && tail.footer().diskType() != null
                && head.footer().diskType() != null
                && tail.footer().diskType() != head.footer().diskType()) {
            throw new CorruptVhdException(new Problem(
                    ErrorCode.FOOTERS_CONTRADICT,
                    source.name(),
                    "hard disk footer",
                    "disk type",
                    "the " + head.footer().diskTypeCode() + " of the copy at the start",
                    Long.toString(tail.footer().diskTypeCode()),
                    tail.fileOffset() + 60));
        }
    }

    private @Nullable LocatedFooter tail() throws IOException {
        LocatedFooter whole = at(size - VhdConstants.FOOTER_BYTES, VhdConstants.FOOTER_BYTES, FooterPlace.TAIL);
        // The two places overlap by all but a byte, so at most one of them holds a cookie.
        return whole != null
                ? whole
                : at(size - VhdConstants.OLD_FOOTER_BYTES, VhdConstants.OLD_FOOTER_BYTES, FooterPlace.TAIL_511);
    }

    private @Nullable LocatedFooter at(long fileOffset, int length, FooterPlace place) throws IOException {
        if (fileOffset < 0 || fileOffset > size - length) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        source.readFully(fileOffset, bytes);
        HardDiskFooter footer = HardDiskFooter.decode(bytes.flip());
        return footer.hasCookie() ? new LocatedFooter(footer, place, fileOffset) : null;
    }

    /**
     * Looks backwards through a bounded part of the file's end. Only a footer with a good checksum that fits its place is
     * taken: a disk may hold a VHD as a file, and the footer of that must not be mistaken for the disk's own.
     */
    private @Nullable LocatedFooter beforeTrailingBytes(@Nullable LocatedFooter head) throws IOException {
        int window = (int) Math.min(size, limits.maxFooterScanBytes());
        ByteBuffer bytes = ByteBuffer.allocate(window);
        long start = size - window;
        source.readFully(start, bytes);
        bytes.flip();
        for (int i = window - VhdConstants.FOOTER_BYTES; i >= 0; i--) {
            if (bytes.get(i) == 'c' && bytes.getLong(i) == HardDiskFooter.COOKIE) {
                HardDiskFooter footer = HardDiskFooter.decode(bytes.slice(i, VhdConstants.FOOTER_BYTES));
                long fileOffset = start + i;
                if (footer.checksumValid() && fits(footer, fileOffset, head)) {
                    log.add(
                            FindingCode.FOOTER_NOT_AT_END,
                            "hard disk footer",
                            (size - fileOffset - VhdConstants.FOOTER_BYTES) + " bytes follow it",
                            fileOffset);
                    return new LocatedFooter(footer, FooterPlace.BEFORE_TRAILING_BYTES, fileOffset);
                }
            }
        }
        return null;
    }

    private boolean fits(HardDiskFooter footer, long fileOffset, @Nullable LocatedFooter head) {
        if (fileOffset == 0) {
            return false;
        }
        if (footer.diskType() == DiskType.FIXED) {
            return head == null && footer.currentSize() == fileOffset;
        }
        return head != null && head.footer().uniqueId().equals(footer.uniqueId());
    }
}
