package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.DiskGeometry;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is odd about the footers of a file. */
final class FooterFindings {
    private static final String TAIL = "hard disk footer";
    private static final String HEAD = "footer copy";

    private FooterFindings() {}

    static void report(
            LocatedFooter served,
            @Nullable LocatedFooter tail,
            @Nullable LocatedFooter head,
            long fileSize,
            FindingLog log) {
        if (tail == null) {
            log.add(
                    FindingCode.FOOTER_TAIL_MISSING,
                    TAIL,
                    "none at the end of the file's " + fileSize + " bytes; the copy at the start is used",
                    Math.max(0, fileSize - VhdConstants.FOOTER_BYTES));
        } else {
            reportTail(tail, log);
        }
        if (served.footer().diskType() != DiskType.FIXED || head != null) {
            reportHead(tail, head, log);
        }
        reportFields(served, log);
    }

    private static void reportTail(LocatedFooter tail, FindingLog log) {
        checksum(tail, TAIL, FindingCode.FOOTER_CHECKSUM, log);
        if (tail.place() == FooterPlace.TAIL_511) {
            log.add(FindingCode.FOOTER_511_BYTES, TAIL, "511 bytes at the end of the file", tail.fileOffset());
        }
    }

    private static void reportHead(@Nullable LocatedFooter tail, @Nullable LocatedFooter head, FindingLog log) {
        if (head == null) {
            log.add(FindingCode.FOOTER_COPY_DAMAGED, HEAD, "no \"conectix\" at the start of the file", 0);
            return;
        }
        boolean hiddenAfterwards = head.footer().wasHiddenAfterwards();
        if (hiddenAfterwards) {
            log.add(
                    FindingCode.HIDDEN_DISK,
                    HEAD,
                    "the byte that Xen uses is " + head.footer().hidden()
                            + ", in the copy alone and without a checksum",
                    head.fileOffset() + 85);
        } else {
            checksum(head, HEAD, FindingCode.FOOTER_COPY_DAMAGED, log);
        }
        if (tail != null) {
            List<String> differences = differences(tail.footer(), head.footer(), hiddenAfterwards);
            if (!differences.isEmpty()) {
                log.add(
                        FindingCode.FOOTER_COPIES_DIFFER,
                        TAIL,
                        "at the end / at the start: " + String.join("; ", differences),
                        tail.fileOffset());
            }
            boolean headValid = head.footer().checksumValid() || hiddenAfterwards;
            List<String> contradictions = contradictions(tail.footer(), head.footer());
            if (headValid == tail.footer().checksumValid() && !contradictions.isEmpty()) {
                log.add(
                        FindingCode.FOOTER_COPIES_CONTRADICT,
                        TAIL,
                        "at the end / at the start: " + String.join("; ", contradictions) + "; "
                                + (headValid ? "both checksums are right" : "both checksums are wrong"),
                        tail.fileOffset());
            }
        }
    }

    private static void checksum(LocatedFooter located, String structure, FindingCode code, FindingLog log) {
        HardDiskFooter footer = located.footer();
        if (!footer.checksumValid()) {
            log.add(
                    code,
                    structure,
                    String.format(
                            "checksum is 0x%08x, that of the bytes is 0x%08x",
                            footer.storedChecksum(), footer.computedChecksum()),
                    located.fileOffset() + 64);
        }
    }

    private static void reportFields(LocatedFooter located, FindingLog log) {
        HardDiskFooter footer = located.footer();
        long at = located.fileOffset();
        if (footer.cookie() == HardDiskFooter.XEN_POISON_COOKIE) {
            log.add(FindingCode.POISONED, TAIL, "the cookie is \"v_poison\"", at);
        }
        if ((footer.features() & 2) == 0 || (footer.features() & ~3L) != 0) {
            log.add(
                    FindingCode.FOOTER_FIELD,
                    TAIL,
                    String.format("features: expected 0x2 or 0x3, found 0x%x", footer.features()),
                    at + 8);
        }
        if (footer.isTemporary()) {
            log.add(FindingCode.TEMPORARY_DISK, TAIL, "bit 0 of the features is set", at + 8);
        }
        if (footer.savedState() != 0) {
            log.add(FindingCode.SAVED_STATE, TAIL, "saved state is " + footer.savedState(), at + 84);
        }
        if (footer.hidden() != 0) {
            log.add(FindingCode.HIDDEN_DISK, TAIL, "the byte that Xen uses is " + footer.hidden(), at + 85);
        }
        if (footer.reservedNonZeroBytes() != 0) {
            log.add(
                    FindingCode.FOOTER_RESERVED,
                    TAIL,
                    footer.reservedNonZeroBytes() + " reserved bytes are not zero",
                    at + 86);
        }
        if (footer.timestamp() == 0) {
            log.add(FindingCode.CREATION_TIME_MISSING, TAIL, "timestamp is 0", at + 24);
        }
        if (footer.uniqueId().isNull()) {
            log.add(FindingCode.UNIQUE_ID_MISSING, TAIL, "unique id is all zeros", at + 68);
        }
        if (footer.originalSize() != footer.currentSize()) {
            log.add(
                    FindingCode.DISK_RESIZED,
                    TAIL,
                    "original size " + Long.toUnsignedString(footer.originalSize()) + ", current size "
                            + Long.toUnsignedString(footer.currentSize()),
                    at + 40);
        }
        reportGeometry(footer, at, log);
    }

    /** The specification's algorithm rounds down, so only a geometry of another origin is worth a word. */
    private static void reportGeometry(HardDiskFooter footer, long at, FindingLog log) {
        DiskGeometry geometry = footer.geometry();
        boolean usual = geometry.capacityBytes() == footer.currentSize()
                || geometry.equals(DiskGeometry.ofSize(Math.max(0, footer.currentSize())))
                || geometry.equals(DiskGeometry.ofSize(Math.max(0, footer.originalSize())));
        if (!usual) {
            log.add(
                    FindingCode.GEOMETRY_DIFFERS,
                    TAIL,
                    geometry + " is " + geometry.capacityBytes() + " bytes, the current size is "
                            + Long.toUnsignedString(footer.currentSize()),
                    at + 56);
        }
    }

    private static List<String> differences(HardDiskFooter tail, HardDiskFooter head, boolean hiddenAfterwards) {
        List<String> list = new ArrayList<>();
        compare(list, "cookie", hex(tail.cookie()), hex(head.cookie()));
        compare(list, "features", hex(tail.features()), hex(head.features()));
        compare(list, "version", hex(tail.formatVersion()), hex(head.formatVersion()));
        compare(list, "data offset", hex(tail.headerOffset()), hex(head.headerOffset()));
        compare(list, "timestamp", tail.timestamp(), head.timestamp());
        compare(list, "creator", tail.creator(), head.creator());
        compare(list, "original size", tail.originalSize(), head.originalSize());
        compare(list, "current size", tail.currentSize(), head.currentSize());
        compare(list, "geometry", tail.geometry(), head.geometry());
        compare(list, "disk type", tail.diskTypeCode(), head.diskTypeCode());
        compare(list, "unique id", tail.uniqueId(), head.uniqueId());
        compare(list, "saved state", tail.savedState(), head.savedState());
        if (!hiddenAfterwards) {
            compare(list, "hidden", tail.hidden(), head.hidden());
        }
        compare(list, "non-zero reserved bytes", tail.reservedNonZeroBytes(), head.reservedNonZeroBytes());
        return list;
    }

    /** The differences by which one footer describes another disk than the other does. */
    private static List<String> contradictions(HardDiskFooter tail, HardDiskFooter head) {
        List<String> list = new ArrayList<>();
        compare(list, "data offset", hex(tail.headerOffset()), hex(head.headerOffset()));
        compare(list, "current size", tail.currentSize(), head.currentSize());
        compare(list, "disk type", tail.diskTypeCode(), head.diskTypeCode());
        compare(list, "unique id", tail.uniqueId(), head.uniqueId());
        return list;
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static void compare(List<String> list, String field, Object tail, Object head) {
        if (!Objects.equals(tail, head)) {
            list.add(field + " " + tail + " / " + head);
        }
    }
}
