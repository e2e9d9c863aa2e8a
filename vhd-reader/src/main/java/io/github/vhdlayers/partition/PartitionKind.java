package io.github.vhdlayers.partition;

/**
 * What kind of entry lists a partition.
 *
 * @since 0.1.0
 */
public enum PartitionKind {
    /** One of the four entries of a master boot record. */
    PRIMARY("primary"),
    /** An entry of a master boot record that holds other partitions, logical ones, or of any table one that a BSD disklabel divides. */
    EXTENDED("extended"),
    /** An entry of an extended boot record. */
    LOGICAL("logical"),
    /** An entry of a BSD disklabel: of the disk, or of a partition, which is then listed as {@link #EXTENDED}. */
    BSD("bsd"),
    /** An entry of a GPT. */
    GPT("gpt"),
    /** No entry: a file system begins in sector 0. */
    WHOLE_DISK("whole disk");

    private final String text;

    PartitionKind(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
