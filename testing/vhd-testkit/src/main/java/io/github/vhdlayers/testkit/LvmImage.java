package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A physical volume of Linux LVM, written by the format's description alone: a label in sector 1, one metadata area, and extents. Every number
 * can be made wrong. Mutable, for one thread.
 */
public final class LvmImage {
    /** Where the metadata area begins, in bytes. */
    public static final int AREA = 4096;
    /** How many bytes the metadata area has, of which the first 512 are its header. */
    public static final int AREA_BYTES = 60 * 1024;
    /** The sector of the first extent. */
    public static final int FIRST_EXTENT = 128;

    private static final int SECTOR = Sectors.BYTES;
    private static final String ID = "AbCdEf0123456789AbCdEf0123456789";

    private final int extentSectors;
    private final int extents;
    private final byte[] bytes;
    private final Map<String, int[]> linear = new LinkedHashMap<>();
    private final StringBuilder volumes = new StringBuilder();
    private String group = "vg0";
    private int textAt = 512;
    private boolean sealed = true;
    private String replacement = "";

    /**
     * A physical volume without logical ones.
     *
     * @param extents how many extents it has
     * @param extentSectors how many sectors each of them has
     */
    public LvmImage(int extents, int extentSectors) {
        this.extents = extents;
        this.extentSectors = extentSectors;
        this.bytes = new byte[(FIRST_EXTENT + extents * extentSectors) * SECTOR];
    }

    /** The name of the group. */
    public LvmImage group(String name) {
        group = name;
        return this;
    }

    /** Where the text begins in its area, 0 for none; it goes on behind the area's header if it is longer than what is left. */
    public LvmImage textAt(int place) {
        textAt = place;
        return this;
    }

    /** Leaves all checksums at 0. */
    public LvmImage unsealed() {
        sealed = false;
        return this;
    }

    /** Another text in place of the right one. */
    public LvmImage text(String other) {
        replacement = other;
        return this;
    }

    /** A linear volume of one segment for each pair: the first extent on the disk, and how many. */
    public LvmImage linear(String name, int... pairs) {
        List<String> segments = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            segments.add(segment(
                    start, pairs[i + 1], "striped", "stripe_count = 1\nstripes = [\n\"pv0\", " + pairs[i] + "\n]\n"));
            start += pairs[i + 1];
        }
        linear.put(name, pairs.clone());
        return volume(name, "\"READ\", \"WRITE\", \"VISIBLE\"", segments);
    }

    /** A segment as the text has it. */
    public static String segment(int start, int count, String type, String rest) {
        return "start_extent = " + start + "\nextent_count = " + count + "\ntype = \"" + type + "\"\n" + rest;
    }

    /** Any volume, by the flags of its status and its segments. */
    public LvmImage volume(String name, String status, List<String> segments) {
        volumes.append(name)
                .append(" {\nid = \"")
                .append(name)
                .append("\"\nstatus = [")
                .append(status)
                .append("]\nflags = []\n");
        volumes.append("segment_count = ").append(segments.size()).append('\n');
        for (int i = 0; i < segments.size(); i++) {
            volumes.append("segment")
                    .append(i + 1)
                    .append(" {\n")
                    .append(segments.get(i))
                    .append("}\n");
        }
        volumes.append("}\n");
        return this;
    }

    /** The byte of the physical volume that holds a byte of a linear volume. */
    public int place(String volume, int at) {
        int left = at;
        int[] pairs = linear.getOrDefault(volume, new int[0]);
        for (int i = 0; i < pairs.length; i += 2) {
            int length = pairs[i + 1] * extentSectors * SECTOR;
            if (left < length) {
                return (FIRST_EXTENT + pairs[i] * extentSectors) * SECTOR + left;
            }
            left -= length;
        }
        throw new IndexOutOfBoundsException(volume + " has no byte " + at);
    }

    /** Writes a linear volume from its first byte on. */
    public LvmImage write(String volume, byte[] content) {
        for (int at = 0; at < content.length; at += SECTOR) {
            System.arraycopy(content, at, bytes, place(volume, at), Math.min(SECTOR, content.length - at));
        }
        return this;
    }

    /** The text of the metadata. */
    public String text() {
        if (!replacement.isEmpty()) {
            return replacement;
        }
        return group
                + " {\n"
                + "id = \"g\"\n"
                + "seqno = 7\n"
                + "format = \"lvm2\" #"
                + " informational\n"
                + "status ="
                + " [\"RESIZEABLE\","
                + " \"READ\"]\n"
                + "flags = []\n"
                + "extent_size"
                + " = " + extentSectors + "\nmax_lv = 0\nphysical_volumes {\npv0 {\nid = \"" + dashed()
                + "\"\ndevice = \"/dev/sda\\\"2\"\nstatus = [\"ALLOCATABLE\"]\nflags = []\ndev_size = "
                + bytes.length / SECTOR
                + "\npe_start = " + FIRST_EXTENT + "\npe_count = " + extents
                + "\n}\npv1 {\nid = \"another\"\npe_start = 2048\npe_count = 100\n}\n}\nlogical_volumes {\n" + volumes
                + "}\n}\n# Generated by a test\ncontents = \"Text Format Volume Group\"\nversion = 1\n";
    }

    private static String dashed() {
        return ID.substring(0, 6) + "-" + ID.substring(6, 10) + "-" + ID.substring(10, 14) + "-" + ID.substring(14, 18)
                + "-" + ID.substring(18, 22) + "-" + ID.substring(22, 26) + "-" + ID.substring(26);
    }

    /** The bytes, with label and metadata as they are described now. */
    public byte[] toBytes() {
        byte[] all = bytes.clone();
        ByteBuffer out = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        int label = SECTOR;
        out.put(label, ascii("LABELONE"))
                .putLong(label + 8, 1)
                .putInt(label + 20, 32)
                .put(label + 24, ascii("LVM2 001"));
        out.put(label + 32, ascii(ID)).putLong(label + 64, all.length);
        out.putLong(label + 72, (long) FIRST_EXTENT * SECTOR);
        out.putLong(label + 104, AREA).putLong(label + 112, AREA_BYTES);
        byte[] text = (text() + "\0").getBytes(StandardCharsets.ISO_8859_1);
        out.put(AREA + 4, ascii(" LVM2 x[5A%r0N*>")).putInt(AREA + 20, 1).putLong(AREA + 24, AREA);
        out.putLong(AREA + 32, AREA_BYTES).putLong(AREA + 40, textAt).putLong(AREA + 48, text.length);
        for (int i = 0; textAt != 0 && i < text.length; i++) {
            int at = textAt + i;
            out.put(AREA + (at < AREA_BYTES ? at : at - AREA_BYTES + SECTOR), text[i]);
        }
        if (sealed) {
            out.putInt(AREA + 56, checksum(text, 0, text.length));
            seal(all);
        }
        return all;
    }

    /** Makes the checksums of label and area right for what they hold. */
    public static void seal(byte[] physical) {
        ByteBuffer out = ByteBuffer.wrap(physical).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(SECTOR + 16, checksum(physical, SECTOR + 20, 2 * SECTOR));
        out.putInt(AREA, checksum(physical, AREA + 4, AREA + SECTOR));
    }

    /** Makes the checksum of the text right for what it holds, if it is in one piece in its area; and then the others. */
    public static void sealText(byte[] physical) {
        ByteBuffer out = ByteBuffer.wrap(physical).order(ByteOrder.LITTLE_ENDIAN);
        long from = AREA + out.getLong(AREA + 40);
        long end = from + out.getLong(AREA + 48);
        if (from >= AREA && end >= from && end <= physical.length) {
            out.putInt(AREA + 56, checksum(physical, (int) from, (int) end));
        }
        seal(physical);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bit by bit: the reader has a table for it. */
    private static int checksum(byte[] of, int from, int end) {
        int value = 0xF597A6CF;
        for (int i = from; i < end; i++) {
            value ^= of[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) != 0 ? value >>> 1 ^ 0xEDB88320 : value >>> 1;
            }
        }
        return value;
    }
}
