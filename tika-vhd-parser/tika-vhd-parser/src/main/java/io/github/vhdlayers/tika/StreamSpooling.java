package io.github.vhdlayers.tika;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which streams are written to a temporary file so that their end can be read.
 *
 * <p>A fixed disk is recognised by its end alone. A stream that is no file has no end before all of it was read, and a detector
 * sees every stream that Tika sees: spooling each would tax everybody for the sake of a few.
 */
enum StreamSpooling {
    /** None. */
    NEVER,
    /** Those named like a VHD, unless they are plainly text. */
    NAMED,
    /** Those too that have a known length which could be a fixed disk's, and that begin as a disk does. */
    LIKELY;

    private static final int SECTOR = 512;
    private static final int TEXT_SAMPLE = 256;
    private static final long SMALLEST_LIKELY = 1L << 20;

    /**
     * Whether a stream is to be spooled.
     *
     * @param name the document's name, or null if it has none
     * @param start the stream's first sector, or less if it is shorter
     * @param length how long the stream is, or -1 if that is not known
     */
    boolean paysFor(@Nullable String name, byte[] start, long length) {
        if (this == NEVER || start.length < SECTOR) {
            return false;
        }
        if (hasVhdName(name)) {
            return !isText(start);
        }
        return this == LIKELY && couldBeFixedDisk(length) && beginsAsDisk(start);
    }

    /** The choice of a name, whatever its case. */
    static StreamSpooling of(String name) {
        try {
            return valueOf(name.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("spooling of streams is never, named or likely, not " + name, e);
        }
    }

    private static boolean hasVhdName(@Nullable String name) {
        if (name == null) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".vhd") || lower.endsWith(".avhd") || lower.endsWith(".vud");
    }

    /** Whether the first bytes are text of one byte a character. */
    static boolean isText(byte[] start) {
        for (int i = 0; i < Math.min(TEXT_SAMPLE, start.length); i++) {
            int value = start[i] & 0xFF;
            boolean control = value < ' ' && value != '\t' && value != '\n' && value != '\r' && value != '\f';
            if (control || value == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean couldBeFixedDisk(long length) {
        return length >= SMALLEST_LIKELY && (length % SECTOR == 0 || length % SECTOR == SECTOR - 1);
    }

    /** An empty first sector, one with a boot signature, or one that begins with a jump over a parameter block. */
    private static boolean beginsAsDisk(byte[] start) {
        boolean signed = start[SECTOR - 2] == 0x55 && start[SECTOR - 1] == (byte) 0xAA;
        boolean jump = (start[0] == (byte) 0xEB && start[2] == (byte) 0x90) || start[0] == (byte) 0xE9;
        boolean empty = true;
        for (int i = 0; i < SECTOR && empty; i++) {
            empty = start[i] == 0;
        }
        return signed || jump || empty;
    }
}
