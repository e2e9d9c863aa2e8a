package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.internal.export.CopyHashes;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.internal.export.RawCopy;
import io.github.vhdlayers.io.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Disks that Windows, qemu and Disk2vhd wrote, by the hashes on which other programs agree. Skipped unless the system property
 * {@code vhdx.evidence} names the folder with the files, packed with bzip2, and {@code bunzip2} is there.
 */
class RealVhdxTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "iotest-dynamic-1G, d3d112d8dab7fd360609f7d5a7b769904b7a2a7d7b6b8c535f65a23293c05478",
        "iotest-dirtylog-10G-4M, 179cefe8b0587f123393eedf2aa7aa8d25798591178e6bc3950a09762f38f96f",
        "test-disk2vhd, 96d964042be9b58dda1725567abfb0cf9fd8380e2118754afa979c2ad445938a",
        "vhdx-log-replay, 3ba3b309425b7ff5e8e0199edceed95226250f880c53b24e8eae93865f3fad5e",
        "swap, 60dd30b4c74361427d1089510cabb36e2eeda0cc4747f467ea43173acd358c49",
        "btrfs, 0b959f9cb4e18348ad8b646f152178282542c8304f02fddf765e3fd1a1de6864",
        "xfs5, edc5d630b2da0ddb08992afb58ded06ffb56b884e184b4974fda16e31b7e6817",
        "lvm2, f7dc6812a3b12a35f3ec895ce981bd59ff4558270fc80cd812c9cd522bff1295"
    })
    void hashesEqualThoseOfOtherPrograms(String name, String sha256) throws Exception {
        assertEquals(sha256, hash(unpacked(name), true));
    }

    @Test
    void withoutItsLogADiskIsEmpty() throws Exception {
        assertEquals(
                "49bc20df15e412a64472421e13fe86ff1c5165e18b2afccf160d4dc19fe68a14",
                hash(unpacked("vhdx-log-replay"), false));
    }

    private static String hash(Path file, boolean replayLog) throws IOException {
        try (VirtualDisk disk =
                VirtualDisk.open(file, VhdOptions.builder().replayLog(replayLog).build())) {
            return String.valueOf(RawCopy.hash(disk, CopyHashes.of(Set.of(HashAlgorithm.SHA256)), Progress.NONE)
                    .get(HashAlgorithm.SHA256));
        }
    }

    private Path unpacked(String name) throws Exception {
        String evidence = System.getProperty("vhdx.evidence");
        Assumptions.assumeTrue(evidence != null, "the system property vhdx.evidence names no folder");
        assertNotNull(evidence);
        Path packed = Path.of(evidence, name + ".vhdx.bz2");
        Assumptions.assumeTrue(Files.isRegularFile(packed), packed + " is not there");
        Path file = folder.resolve(name + ".vhdx");
        Process process;
        try {
            process = new ProcessBuilder("bunzip2", "-c", packed.toString()).start();
        } catch (IOException e) {
            Assumptions.abort("no bunzip2: " + e.getMessage());
            throw e;
        }
        byte[] zeros = new byte[1 << 16];
        try (InputStream in = process.getInputStream();
                FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long at = 0;
            for (byte[] piece = in.readNBytes(zeros.length); piece.length > 0; piece = in.readNBytes(zeros.length)) {
                boolean last = piece.length < zeros.length;
                if (last || !Arrays.equals(piece, zeros)) {
                    out.write(ByteBuffer.wrap(piece), at);
                }
                at += piece.length;
            }
            if (out.size() < at) {
                out.write(ByteBuffer.wrap(new byte[1]), at - 1);
            }
        }
        assertEquals(0, process.waitFor());
        return file;
    }
}
