package io.github.vhdlayers.partition;

import org.jspecify.annotations.Nullable;

/**
 * One of the two copies of a GPT, and what it is worth.
 *
 * @param place which one
 * @param headerSector where its header is, or was looked for
 * @param state what it is worth
 * @param header its header, or null if there is none that can be decoded
 * @param detail why it is not sound, or an empty text
 * @since 0.1.0
 */
public record GptCopy(Place place, long headerSector, State state, @Nullable GptHeader header, String detail) {
    /** Which copy it is. */
    public enum Place {
        /** The one behind sector 0. */
        PRIMARY("primary"),
        /** The one at the end of the disk. */
        BACKUP("backup");

        private final String text;

        Place(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What a copy is worth, the best first. */
    public enum State {
        /** Header and entries match their checksums. */
        SOUND,
        /** The header matches its checksum, the entries do not match theirs. */
        ENTRIES_CHECKSUM,
        /** The header does not match its checksum, but can be followed. */
        HEADER_CHECKSUM,
        /** The header's fields cannot be followed. */
        INVALID,
        /** Header or entries are in sectors that cannot be read. */
        UNREADABLE,
        /** There is no header. */
        MISSING
    }

    /** Whether partitions can be read from it, be they right or wrong. */
    public boolean isUsable() {
        return state.compareTo(State.INVALID) < 0;
    }
}
