package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.testkit.InteropTools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An ext volume as the checkpoint of a running machine has it: what was done last is in the journal, and only some of it also where it
 * belongs. Written by debugfs, and replayed by e2fsck.
 */
final class PendingJournal {
    private static final int SUPERBLOCK = 1024;
    private static final int LIFETIME = 0x178;

    private PendingJournal() {}

    static String missing() {
        return InteropTools.missing("debugfs", "e2fsck");
    }

    /**
     * Writes into a volume's file the state before, with all that differs from it in the journal.
     *
     * @param raw has the state after
     * @param block the size of a block
     * @param random which blocks are also where they belong; null if none is
     */
    static void write(Path raw, byte[] before, int block, @Nullable Random random) throws IOException {
        byte[] after = Files.readAllBytes(raw);
        byte[] home = before.clone();
        System.arraycopy(after, SUPERBLOCK, home, SUPERBLOCK, SUPERBLOCK);
        StringBuilder numbers = new StringBuilder();
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        int first = (SUPERBLOCK / block + 1) * block;
        for (int at = first; at < after.length; at += block) {
            if (differs(before, after, at, block)) {
                numbers.append(numbers.length() == 0 ? "" : ",").append(at / block);
                contents.write(after, at, block);
            }
        }
        if (numbers.length() == 0) {
            return;
        }
        Path folder = folderOf(raw);
        Files.write(raw, home);
        Files.write(folder.resolve("blocks"), contents.toByteArray());
        Files.writeString(folder.resolve("requests"), "jo\njw -b " + numbers + " blocks\njc\n");
        InteropTools.run(folder, "/usr/sbin/debugfs", "-w", "-f", "requests", raw.toString())
                .requireSuccess();
        byte[] written = Files.readAllBytes(raw);
        if (Arrays.equals(written, home)) {
            throw new IOException("debugfs wrote no journal to " + raw);
        }
        for (int at = first; at < after.length; at += block) {
            if (random != null && random.nextInt(3) == 0 && differs(before, after, at, block)) {
                System.arraycopy(after, at, written, at, block);
            }
        }
        Files.write(raw, written);
    }

    private static Path folderOf(Path raw) {
        return Objects.requireNonNull(raw.toAbsolutePath().getParent());
    }

    private static boolean differs(byte[] before, byte[] after, int at, int block) {
        return !Arrays.equals(before, at, at + block, after, at, at + block);
    }

    /**
     * Brings a volume's file back to the state before, as a repair does that throws the journal away. What was ever written to the volume
     * stays counted.
     */
    static void discard(Path raw, byte[] before) throws IOException {
        byte[] pending = Files.readAllBytes(raw);
        Files.write(raw, before);
        long lifetime = ByteBuffer.wrap(pending).order(ByteOrder.LITTLE_ENDIAN).getLong(SUPERBLOCK + LIFETIME);
        String request = "ssv kbytes_written " + lifetime;
        InteropTools.run(folderOf(raw), "/usr/sbin/debugfs", "-w", "-R", request, raw.toString())
                .requireSuccess();
    }

    /** Brings a volume's file to the state that its journal describes, as the next start of the machine does. */
    static void replay(Path raw) throws IOException {
        // It ends with 1 where it corrected something.
        InteropTools.run(folderOf(raw), "/usr/sbin/e2fsck", "-fy", "-E", "journal_only", raw.toString());
    }
}
