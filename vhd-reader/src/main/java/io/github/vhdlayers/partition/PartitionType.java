package io.github.vhdlayers.partition;

import java.util.UUID;

/**
 * What a table says a partition holds. It is a label: what really is there is in {@link Volume}.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface PartitionType {
    /** The type as tools print it: {@code 7} or {@code 0fc63daf-8483-4772-8e79-3d69d8477de4}, or {@code bsd-7}; empty without a table. */
    String id();

    /** The type in plain words, or {@code unknown} if it is not a known one. */
    String description();

    /** Whether partitions of the type are for a system's own use, and hold no file system: Microsoft reserved, BIOS boot and FreeBSD boot. */
    default boolean isReserved() {
        return false;
    }

    /**
     * A type of a master boot record.
     *
     * @param code 0 to 255
     */
    record Mbr(int code) implements PartitionType {
        @Override
        public String id() {
            return Integer.toHexString(code);
        }

        @Override
        public String description() {
            return TypeNames.ofMbr(code);
        }
    }

    /**
     * A type of a GPT.
     *
     * @param guid the type's id
     */
    record Gpt(UUID guid) implements PartitionType {
        @Override
        public String id() {
            return guid.toString();
        }

        @Override
        public String description() {
            return TypeNames.ofGpt(guid);
        }

        @Override
        public boolean isReserved() {
            return TypeNames.isReserved(guid);
        }
    }

    /**
     * A type of a BSD disklabel.
     *
     * @param code 1 to 255
     */
    record Bsd(int code) implements PartitionType {
        @Override
        public String id() {
            return "bsd-" + code;
        }

        @Override
        public String description() {
            return TypeNames.ofBsd(code);
        }
    }

    /** No table says anything. */
    enum None implements PartitionType {
        /** The only one. */
        NONE;

        @Override
        public String id() {
            return "";
        }

        @Override
        public String description() {
            return "no table";
        }
    }
}
