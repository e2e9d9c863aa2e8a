package io.github.vhdlayers.filesystems.ntfs;

/**
 * Bits of words of 16 bits, the highest first, as XPRESS and LZX have them; single bytes may stand between the words. At least 16 bits are
 * always read ahead, because that decides where those bytes are. What is behind the end is zeros; too much of it is damage.
 */
final class WordBits {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int bits;
    private int count;

    WordBits(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        fill();
    }

    private void fill() {
        while (count < 16) {
            bits |= word() << (16 - count);
            count += 16;
        }
    }

    private int word() {
        int low = at < end ? bytes[at] & 0xFF : 0;
        int high = at + 1 < end ? bytes[at + 1] & 0xFF : 0;
        at += 2;
        return high << 8 | low;
    }

    /** The next 16 bits. */
    int peek() {
        return bits >>> 16;
    }

    /** Passes over some bits, up to 16. */
    void skip(int some) throws NtfsDamage {
        bits <<= some;
        count -= some;
        fill();
        if (at > end + 8) {
            throw new NtfsDamage("compressed bytes end too early");
        }
    }

    /** Reads some bits, up to 17. */
    int read(int some) throws NtfsDamage {
        if (some == 0) {
            return 0;
        }
        if (some > 16) {
            int high = read(some - 16);
            return high << 16 | read(16);
        }
        int value = bits >>> (32 - some);
        skip(some);
        return value;
    }

    /** Reads a byte that stands between the words. */
    int readByte() throws NtfsDamage {
        if (at >= end) {
            throw new NtfsDamage("compressed bytes end too early");
        }
        return bytes[at++] & 0xFF;
    }

    int readUnsignedShort() throws NtfsDamage {
        int low = readByte();
        return readByte() << 8 | low;
    }

    /** Where bytes begin that stand behind the word that is being read; if that is read to its end, behind the next one. */
    int toBytes() {
        return count == 16 ? at : at - 2;
    }

    /** Goes on at a place. */
    void from(int place) {
        at = place;
        bits = 0;
        count = 0;
        fill();
    }

    int end() {
        return end;
    }

    byte[] bytes() {
        return bytes;
    }
}
