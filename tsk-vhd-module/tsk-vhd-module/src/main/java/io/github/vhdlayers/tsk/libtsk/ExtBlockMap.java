package io.github.vhdlayers.tsk.libtsk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Counts the runs that libtsk makes of a file of ext2 or ext3, as far as a limit. It makes one of every block that is a hole, and
 * looks through all former ones for each new one: 100,000 of them take it 13 seconds, a million half an hour, and a damaged size is
 * enough for that.
 */
final class ExtBlockMap {
    static final int MOST_RUNS = 32_768;

    private static final int DIRECT = 12;
    private static final int LEVELS = 3;

    private final OpenFileSystem system;
    private final int perBlock;
    private long left;
    private long next = -1;
    private int runs;

    ExtBlockMap(OpenFileSystem system) {
        this.system = system;
        this.perBlock = system.info().blockSize() / Integer.BYTES;
    }

    /**
     * Whether there are more runs than the limit.
     *
     * @param blocks the inode's fifteen numbers of blocks
     * @param size the file's
     */
    boolean isTooLong(ByteBuffer blocks, long size) throws IOException {
        left = size / system.info().blockSize() + (size % system.info().blockSize() == 0 ? 0 : 1);
        for (int i = 0; i < DIRECT && left > 0; i++) {
            block(Integer.toUnsignedLong(blocks.getInt(i * Integer.BYTES)));
        }
        for (int level = 1; level <= LEVELS && left > 0 && runs <= MOST_RUNS; level++) {
            tree(Integer.toUnsignedLong(blocks.getInt((DIRECT + level - 1) * Integer.BYTES)), level);
        }
        return runs > MOST_RUNS;
    }

    /** A block of numbers; of itself it may well be part. Deeper than three it does not go. */
    private void tree(long block, int level) throws IOException {
        long place = system.info().diskOffset() + block * system.info().blockSize();
        boolean stored =
                block != 0 && place <= system.disk().size() - system.info().blockSize();
        if (block != 0 && !stored) {
            // The library gives up here.
            left = 0;
            return;
        }
        ByteBuffer numbers =
                stored ? MetadataLocator.read(system, place, system.info().blockSize()) : null;
        for (int i = 0; i < perBlock && left > 0 && runs <= MOST_RUNS; i++) {
            long number = numbers == null ? 0 : Integer.toUnsignedLong(numbers.getInt(i * Integer.BYTES));
            if (level == 1) {
                block(number);
            } else {
                tree(number, level - 1);
            }
        }
    }

    private void block(long number) {
        left--;
        if (number == 0 || number != next) {
            runs++;
        }
        next = number == 0 ? -1 : number + 1;
    }
}
