package io.github.vhdlayers.format;

import java.nio.ByteBuffer;
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
 */
public record UniqueId(long high, long low) {
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

    /** Whether all bytes are zero. Such an id identifies nothing: two of them prove no kinship. */
    public boolean isNull() {
        return high == 0 && low == 0;
    }

    // Written out: the one that a record has by itself is put together when it is first called, at a tenth of the time
    // that
    // opening a process's first disk takes.
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
        long first = Integer.reverseBytes((int) (high >>> 32)) & 0xFFFF_FFFFL;
        int second = Short.reverseBytes((short) (high >>> 16)) & 0xFFFF;
        int third = Short.reverseBytes((short) high) & 0xFFFF;
        return format(first, second, third);
    }

    /** As qemu, Xen, 7-Zip and libvhdi print it: the bytes in the order in which they are stored. */
    public String toBigEndianString() {
        return format(high >>> 32, (int) (high >>> 16) & 0xFFFF, (int) high & 0xFFFF);
    }

    /** The same as {@link #toMixedEndianString()}. */
    @Override
    public String toString() {
        return toMixedEndianString();
    }

    private String format(long first, int second, int third) {
        return String.format("%08x-%04x-%04x-%04x-%012x", first, second, third, low >>> 48, low & 0xFFFF_FFFF_FFFFL);
    }
}
