package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Small files that claim to be very large, which a reader may believe or not. */
public final class Bombs {
    /** The largest disk that Virtual PC and Hyper-V make, in bytes. */
    public static final long LARGEST_DISK = 2040L << 30;

    private static final int SIZE_IN_FOOTER = 48;
    private static final int ENTRIES_IN_HEADER = 28;

    private Bombs() {}

    /** A dynamic disk of 1 MiB and one block, to be made a liar of. */
    public static DiskImage tiny() {
        return DiskImage.dynamic(1 << 20)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .own(0, 9, SectorContent.pattern(1))
                .build();
    }

    /**
     * Writes an image with a size, a number of table entries and a block size that are not true. Checksums are left as they were.
     *
     * @param file where to; replaced if it is there
     * @param size the current size in both footers
     * @param entries the number of entries of the table, of which the low 32 bits are written
     * @param blockBytes the block size, of which the low 32 bits are written
     */
    public static Path claiming(Path file, DiskImage image, long size, long entries, long blockBytes)
            throws IOException {
        image.writeTo(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long footer : new long[] {0, image.positions().tailOffset()}) {
                bytes.seek(footer + SIZE_IN_FOOTER);
                bytes.writeLong(size);
            }
            bytes.seek(image.positions().headerOffset() + ENTRIES_IN_HEADER);
            bytes.writeInt((int) entries);
            bytes.writeInt((int) blockBytes);
        }
        return file;
    }

    /** A table of 16 GiB, of which the file system stores nothing: every block is at the file's start, or none is there. */
    public static Path sparseTable(Path file, boolean zeros) throws IOException {
        DiskImage tiny = tiny();
        claiming(file, tiny, LARGEST_DISK, 0xFFFF_FFFFL, 512);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(tiny.positions().tableOffset());
            byte[] old = new byte[(int) (bytes.length() - tiny.positions().tableOffset())];
            Arrays.fill(old, (byte) (zeros ? 0 : 0xFF));
            bytes.write(old);
            bytes.setLength(17L << 30);
        }
        return file;
    }

    /** All blocks of the largest disk in one place, with every second bit of its bitmap set: two billion runs. */
    public static Path everySecondSector(Path file) throws IOException {
        DiskImage image = DiskImage.dynamic(LARGEST_DISK)
                .layout(Layout.COMPACT)
                .own(0, 1, SectorContent.pattern(1))
                .build();
        image.writeTo(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] table = new byte[(int) (LARGEST_DISK >> 21) * Integer.BYTES];
            ByteBuffer entries = ByteBuffer.wrap(table);
            while (entries.hasRemaining()) {
                entries.putInt((int) image.positions().tableEntry(0));
            }
            bytes.seek(image.positions().tableOffset());
            bytes.write(table);
            byte[] bitmap = new byte[512];
            Arrays.fill(bitmap, (byte) 0xAA);
            bytes.seek(image.positions().bitmapOffset(0));
            bytes.write(bitmap);
        }
        return file;
    }
}
