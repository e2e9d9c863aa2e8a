package io.github.vhdlayers.format;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The 16 bytes by which a disk is known to its children.
 *
 * <p>The specification does not say in which order a UUID's parts are stored. Observed: Windows, Hyper-V, VirtualBox,
 * Disk2vhd and Azure store the mixed-endian GUID layout of Windows, qemu and Xen plain big-endian. Ids are therefore compared
 * as bytes and shown both ways.
 *
 * @param high the first eight bytes, as a big-endian number
 * @param low the last eight bytes, as a big-endian number
 * @since 0.1.0
 */
public record UniqueId(long high, long low) {
    private static final Pattern MIXED_ENDIAN = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /** The size of an id in bytes. */
    public static final int BYTES = 16;

    /**
     * An id from its bytes as stored.
     *
     * @throws IllegalArgumentException if there are not 16 bytes
     */
    public static UniqueId of(byte[] stored) {
        if (stored.length != BYTES) {
            throw new IllegalArgumentException("an id has 16 bytes, not " + stored.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return new UniqueId(bytes.getLong(), bytes.getLong());
    }

    /**
     * An id as {@link #toString()} and Windows print it, with or without braces.
     *
     * @param text eight, four, four, four and twelve hexadecimal digits with hyphens between
     * @throws IllegalArgumentException if it is not of this form
     */
    public static UniqueId parse(String text) {
        boolean hasBraces = text.startsWith("{") && text.endsWith("}");
        String digits = hasBraces ? text.substring(1, text.length() - 1) : text;
        if (!MIXED_ENDIAN.matcher(digits).matches()) {
            throw new IllegalArgumentException("not an id in groups of 8, 4, 4, 4 and 12 hexadecimal digits: " + text);
        }
        return ofUuid(UUID.fromString(digits));
    }

    /** An id from the UUID that {@link #toUuid()} makes of it. */
    public static UniqueId ofUuid(UUID uuid) {
        return new UniqueId(swapped(uuid.getMostSignificantBits()), uuid.getLeastSignificantBits());
    }

    /** The same as a UUID with the text of {@link #toString()}. */
    public UUID toUuid() {
        return new UUID(swapped(high), low);
    }

    /** The first three groups in the other byte order. */
    private static long swapped(long groups) {
        long first = Integer.reverseBytes((int) (groups >>> 32)) & 0xFFFF_FFFFL;
        long second = Short.reverseBytes((short) (groups >>> 16)) & 0xFFFF;
        long third = Short.reverseBytes((short) groups) & 0xFFFF;
        return first << 32 | second << 16 | third;
    }

    /** Whether all bytes are zero. Such an id identifies nothing: two of them prove no kinship. */
    public boolean isNull() {
        return high == 0 && low == 0;
    }

    // Written out: Java puts the method that a record has by itself together at its first call, which takes a tenth of
    // the time in
    // which a process opens its first disk.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UniqueId id && id.high == high && id.low == low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * high + low);
    }

    /** A copy of the bytes as stored. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** As Windows, PowerShell and VirtualBox print it: the first three groups in little-endian order. */
    public String toMixedEndianString() {
        return format(swapped(high));
    }

    /** As qemu, Xen, 7-Zip and libvhdi print it: the bytes in the order in which they are stored. */
    public String toBigEndianString() {
        return format(high);
    }

    /** The same as {@link #toMixedEndianString()}. */
    @Override
    public String toString() {
        return toMixedEndianString();
    }

    private String format(long groups) {
        return String.format(
                "%08x-%04x-%04x-%04x-%012x",
                groups >>> 32, groups >>> 16 & 0xFFFF, groups & 0xFFFF, low >>> 48, low & 0xFFFF_FFFF_FFFFL);
    }
}
