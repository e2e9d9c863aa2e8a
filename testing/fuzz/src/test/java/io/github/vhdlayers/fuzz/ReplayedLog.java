package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.file.VhdxLogHistory;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pending log of a VHDX with bytes changed and right checksums. Where a naive replay into a copy gives one answer, the disk must have
 * the same bytes; where it gives none, opening must fail. Input: five bytes for each change: three for the byte among those that
 * entries and descriptors have, one for the slot of the ring, and the new byte.
 */
public final class ReplayedLog {
    private static final int MIB = 1 << 20;
    private static final int PAGE = 4096;
    private static final int FIRST = 253;
    private static final int CHANGE = 5;
    private static final int MOST_CHANGES = 24;
    private static final VhdxImage DISK = VhdxImage.dynamic(2 * MIB)
            .block(0, VhdxImage.FULL)
            .log(VhdxLogRecipe.dirty(
                    FIRST,
                    VhdxLogRecipe.Entry.of(5, 0, VhdxLogRecipe.Change.wrong("table", 0, 4096)),
                    VhdxLogRecipe.Entry.of(6, 1, VhdxLogRecipe.Change.right("table", 0, 4096)),
                    VhdxLogRecipe.Entry.of(
                            7,
                            1,
                            VhdxLogRecipe.Change.zeros("metadata", 0x20000, 4096),
                            VhdxLogRecipe.Change.right("metadata", 0x10000, 4096))))
            .build();
    private static final int LOG = DISK.place("log");

    private ReplayedLog() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        byte[] file = DISK.toBytes();
        for (int i = 0; i + CHANGE <= input.length && i < MOST_CHANGES * CHANGE; i += CHANGE) {
            int slot = (FIRST + (input[i] & 0xFF) % 9) % (MIB / PAGE);
            int at = (input[i + 1] & 0x80) == 0
                    ? (input[i + 2] & 0xFF) % 160
                    : (input[i + 2] & 0xFF) << 8 | (input[i + 3] & 0xFF);
            file[LOG + slot * PAGE + at % PAGE] = input[i + 4];
        }
        NaiveLog.seal(file, LOG, MIB);
        byte[] replayed = new NaiveLog(file, LOG, MIB).replayed();
        String ours = read(file);
        if (replayed != null) {
            String theirs = read(replayed);
            Walk.require(ours.equals(theirs), "replayed: " + ours + ", naively: " + theirs);
        }
    }

    /** The disk's content, or the code of the error that opening or reading it ends with. */
    private static String read(byte[] file) throws IOException {
        try (VirtualDisk disk =
                VirtualDisk.open(RandomAccessSources.ofBytes("disk.vhdx", file), VhdOptions.defaults())) {
            Walk.touch(VhdxLogHistory.of((VhdxFile) disk.chain().leaf().file())
                    .entries()
                    .toString());
            if (disk.size() > 8 * MIB) {
                return "a disk of " + disk.size() + " bytes";
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) disk.size());
            disk.readFully(0, bytes);
            return "a disk with the hash " + Arrays.hashCode(bytes.array());
        } catch (VhdException e) {
            return e.code().toString();
        }
    }

    static Map<String, byte[]> seeds() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("sound", new byte[1]);
        for (int i = 0; i < 14; i++) {
            seeds.put("field-" + i, new byte[] {(byte) (i % 5 * 2), 0, (byte) (i * 11), 0, (byte) (i * 3)});
        }
        return seeds;
    }
}
