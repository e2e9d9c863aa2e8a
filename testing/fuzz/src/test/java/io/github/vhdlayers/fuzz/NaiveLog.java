package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.testkit.VhdxImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Replays the log of a VHDX in the most obvious way: into a copy of the file, as a writer that opens it would. */
final class NaiveLog {
    private static final int PAGE = 4096;
    private static final int ENTRY = 0x65676F6C;
    private static final int HEADER = 0x10000;

    private final byte[] file;
    private final ByteBuffer all;
    private final int log;
    private final int length;
    private final byte[] id;

    NaiveLog(byte[] file, int log, int length) {
        this.file = file.clone();
        this.all = ByteBuffer.wrap(this.file).order(ByteOrder.LITTLE_ENDIAN);
        this.log = log;
        this.length = length;
        this.id = Arrays.copyOfRange(file, 2 * HEADER + 48, 2 * HEADER + 64);
    }

    /** Gives every entry the right checksum again. */
    static void seal(byte[] file, int log, int length) {
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int slot = 0; slot < length / PAGE; slot++) {
            int at = log + slot * PAGE;
            long bytes = Integer.toUnsignedLong(all.getInt(at + 8));
            if (all.getInt(at) == ENTRY && bytes > 0 && bytes <= length && bytes % PAGE == 0) {
                all.putInt(at + 4, 0);
                all.putInt(at + 4, checksum(file, log, length, slot, (int) bytes / PAGE));
            }
        }
    }

    private static int checksum(byte[] file, int log, int length, int slot, int sectors) {
        CRC32C crc = new CRC32C();
        for (int i = 0; i < sectors; i++) {
            byte[] sector = Arrays.copyOfRange(
                    file, log + (slot + i) % (length / PAGE) * PAGE, log + (slot + i) % (length / PAGE) * PAGE + PAGE);
            if (i == 0) {
                Arrays.fill(sector, 4, 8, (byte) 0);
            }
            crc.update(sector);
        }
        return (int) crc.getValue();
    }

    private int at(int slot) {
        return log + slot % (length / PAGE) * PAGE;
    }

    private int sectors(int slot) {
        return all.getInt(at(slot) + 8) / PAGE;
    }

    private int descriptors(int slot) {
        return all.getInt(at(slot) + 24);
    }

    private int descriptorSectors(int slot) {
        return (64 + 32 * descriptors(slot) + PAGE - 1) / PAGE;
    }

    /** Where a descriptor is in the file; descriptors go on in the next sector. */
    private int descriptor(int slot, int number) {
        int inEntry = 64 + 32 * number;
        return at(slot + inEntry / PAGE) + inEntry % PAGE;
    }

    private boolean isSound(int slot) {
        int at = at(slot);
        long bytes = Integer.toUnsignedLong(all.getInt(at + 8));
        long tail = Integer.toUnsignedLong(all.getInt(at + 12));
        long count = Integer.toUnsignedLong(all.getInt(at + 24));
        if (all.getInt(at) != ENTRY
                || !Arrays.equals(id, Arrays.copyOfRange(file, at + 32, at + 48))
                || bytes == 0
                || bytes > length
                || bytes % PAGE != 0
                || tail % PAGE != 0
                || tail >= length
                || all.getLong(at + 16) == 0
                || (64 + 32 * count + PAGE - 1) / PAGE * PAGE > bytes
                || all.getLong(at + 48) < 0
                || all.getLong(at + 56) < 0) {
            return false;
        }
        int pages = 0;
        for (int i = 0; i < count; i++) {
            int d = descriptor(slot, i);
            boolean page = all.getInt(d) == 0x63736564;
            boolean zeros = all.getInt(d) == 0x6F72657A;
            long target = all.getLong(d + 16);
            long size = page ? PAGE : all.getLong(d + 8);
            if ((!page && !zeros)
                    || all.getLong(d + 24) != all.getLong(at + 16)
                    || target < 0x30000
                    || target % PAGE != 0
                    || size < 0
                    || size % PAGE != 0
                    || target > Long.MAX_VALUE - size
                    || (target < log + length && log < target + size)) {
                return false;
            }
            pages += page ? 1 : 0;
        }
        if (descriptorSectors(slot) + pages != sectors(slot)) {
            return false;
        }
        for (int i = descriptorSectors(slot); i < sectors(slot); i++) {
            int data = at(slot + i);
            if (all.getInt(data) != 0x61746164
                    || all.getInt(data + 4) != (int) (all.getLong(at + 16) >>> 32)
                    || all.getInt(data + PAGE - 4) != (int) all.getLong(at + 16)) {
                return false;
            }
        }
        return checksum(file, log, length, slot, sectors(slot)) == all.getInt(at + 4);
    }

    /** The file with its log replayed and called empty; null if there is nothing that can be replayed, or not in one way. */
    byte @Nullable [] replayed() {
        int slots = length / PAGE;
        long best = 0;
        int head = -1;
        boolean several = false;
        for (int first = 0; first < slots; first++) {
            if (!isSound(first)) {
                continue;
            }
            int last = first;
            Set<Integer> row = new HashSet<>(Set.of(first));
            for (int next = next(last); next >= 0 && row.add(next); next = next(last)) {
                last = next;
            }
            boolean whole = row.contains(all.getInt(at(last) + 12) / PAGE);
            long number = all.getLong(at(last) + 16);
            if (whole && last != head) {
                several |= head >= 0 && number == best;
                if (head < 0 || Long.compareUnsigned(number, best) > 0) {
                    best = number;
                    head = last;
                    several = false;
                }
            }
        }
        return head < 0 || several ? null : apply(head);
    }

    private int next(int slot) {
        int next = (slot + sectors(slot)) % (length / PAGE);
        return isSound(next) && all.getLong(at(next) + 16) == all.getLong(at(slot) + 16) + 1 ? next : -1;
    }

    private byte @Nullable [] apply(int head) {
        long size = Math.max(file.length, all.getLong(at(head) + 56));
        if (all.getLong(at(head) + 48) > file.length || size > 64 << 20) {
            return null;
        }
        byte[] result = Arrays.copyOf(file, (int) size);
        int slot = all.getInt(at(head) + 12) / PAGE;
        while (true) {
            int pages = 0;
            for (int i = 0; i < descriptors(slot); i++) {
                int d = descriptor(slot, i);
                long target = all.getLong(d + 16);
                if (all.getInt(d) == 0x63736564) {
                    if (target > size - PAGE) {
                        return null;
                    }
                    int data = at(slot + descriptorSectors(slot) + pages++);
                    System.arraycopy(file, data, result, (int) target, PAGE);
                    System.arraycopy(file, d + 8, result, (int) target, 8);
                    System.arraycopy(file, d + 4, result, (int) target + PAGE - 4, 4);
                } else if (target < size) {
                    Arrays.fill(result, (int) target, (int) Math.min(size, target + all.getLong(d + 8)), (byte) 0);
                }
            }
            if (slot == head) {
                break;
            }
            slot = next(slot);
        }
        for (int copy = 1; copy <= 2; copy++) {
            Arrays.fill(result, copy * HEADER + 48, copy * HEADER + 64, (byte) 0);
        }
        return headersSealed(result);
    }

    /** Checksums of the headers alone: region tables and the rest stay as the log left them. */
    private static byte[] headersSealed(byte[] bytes) {
        byte[] sealed = VhdxImage.fixChecksums(bytes.clone());
        System.arraycopy(sealed, HEADER, bytes, HEADER, 2 * HEADER);
        return bytes;
    }
}
