package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Disks that other tools wrote, written once more: whole files must come out equal, so only their hashes are needed
 * here. The files are samples of the project go-vhd: empty disks of 40 MiB from Windows 8, VirtualBox 4.3 and XenServer.
 */
class KnownFilesTest {
    private static final long MIB_40 = 40L << 20;

    @Test
    void writesWhatWindowsWrote() throws Exception {
        DiskImage disk = DiskImage.dynamic(MIB_40)
                .layout(Layout.WINDOWS)
                .creator("win ", 0x0006_0003, "Wi2k")
                .timestamp(0x1C6C_0C56)
                .uniqueId(HexFormat.of().parseHex("adb719754b5b0b40b025d06dab31b26f"))
                .build();
        assertEquals("0b5639bf74ec8d3ffbd5c3ed139688081a38d49aab6677e2780d4bc06e09eda0", sha256(disk));
    }

    @Test
    void writesWhatVirtualBoxWrote() throws Exception {
        DiskImage disk = DiskImage.dynamic(MIB_40)
                .layout(Layout.COMPACT)
                .creator("vbox", 0x0004_0003, "Wi2k")
                .timestamp(0x1C6B_980E)
                .uniqueId(HexFormat.of().parseHex("8392ddaeee029e4f811150f4f6c6f227"))
                .build();
        assertEquals("693a9216cba21e31f3005b055d655bcb8fc00e5353d47c04e2fa4bbe87c9b473", sha256(disk));
    }

    @Test
    void writesWhatXenServerWroteBatmapIncluded() throws Exception {
        DiskImage disk = DiskImage.dynamic(MIB_40)
                .layout(Layout.COMPACT)
                .batmap(true)
                .creator("tap\0", 0x0001_0003, "\0\0\0\0")
                .timestamp(0x1C6B_A46B)
                .uniqueId(HexFormat.of().parseHex("52f28ef1937241bbad2bb4ca3b06d304"))
                .build();
        assertEquals("00e900c2f5a0470febad37de9f546354ef60c23064002f973b8b401c8519e90d", sha256(disk));
    }

    @Test
    void placesStructuresOfADifferencingDiskWhereWindowsDid() {
        DiskImage disk = DiskImage.differencing(MIB_40)
                .layout(Layout.WINDOWS)
                .creator("win ", 0x000A_0000, "Wi2k")
                .timestamp(0x2695_B89E)
                .uniqueId(HexFormat.of().parseHex("41306552577d8f4797716af2bac3499b"))
                .parentUniqueId(HexFormat.of().parseHex("adb719754b5b0b40b025d06dab31b26f"))
                .parentName("C:\\some\\folder\\win8.vhd")
                .absoluteLocator("C:\\some\\folder\\win8.vhd")
                .relativeLocator(".\\win8.vhd")
                .build();
        Positions positions = disk.positions();
        assertEquals(0x1000, positions.locatorOffset(0));
        assertEquals(0x1000, positions.locatorSpace(0));
        assertEquals(0x2000, positions.tableOffset());
        assertEquals(0x3000, positions.locatorOffset(1));
        assertEquals(0x10000, positions.locatorSpace(1));
        assertEquals(0x13E00, positions.tailOffset());
        assertEquals(81920, positions.fileLength());

        byte[] file = disk.toBytes();
        byte[] footerStart = HexFormat.of()
                .parseHex("636f6e6563746978000000020001000000000000000002002695b89e77696e20"
                        + "000a00005769326b0000000002800000000000000280000003c3051100000004"
                        + "ffffee3c41306552577d8f4797716af2bac3499b");
        assertArrayEquals(footerStart, Arrays.copyOf(file, footerStart.length));
        assertArrayEquals(footerStart, Arrays.copyOfRange(file, 0x13E00, 0x13E00 + footerStart.length));
        assertArrayEquals(
                HexFormat.of().parseHex("57327275000100000000001400000000" + "0000000000003000"),
                Arrays.copyOfRange(file, 512 + 576 + 24, 512 + 576 + 48));
    }

    private static String sha256(DiskImage disk) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(disk.toBytes()));
    }
}
