package io.github.vhdlayers.tool;

import io.github.vhdlayers.testkit.RawDisk;
import io.github.vhdlayers.testkit.TestChain;
import java.util.List;
import java.util.UUID;

/** Chains of partitioned disks, put together without any program's help. */
final class ChangedDisks {
    static final int SECTORS = 20_000;
    private static final UUID ESP = UUID.fromString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");
    private static final UUID DATA = UUID.fromString("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7");

    private ChangedDisks() {}

    /** Master boot record, NTFS at sector 63 with clusters of 8 sectors, and two logical partitions: FAT16 and nothing. */
    static RawDisk withLogicalPartitions() {
        RawDisk disk = new RawDisk(SECTORS).u32(0, 440, 0xCAFE1234L);
        disk.entry(0, 0, 7, 63, 8000).u8(0, 446, 0x80).ntfs(63, 8000, 512, 8);
        disk.entry(0, 1, 5, 8100, 11_000);
        disk.entry(8100, 0, 6, 63, 9000).entry(8100, 1, 5, 9100, 1500).fat16(8163, 9000, 2, "LOGICAL");
        disk.entry(17_200, 0, 0x83, 63, 1000);
        return disk.pattern(100, 500, 1).pattern(8400, 300, 1).pattern(17_263, 8, 1);
    }

    /** The same after writes that heed no cluster: to NTFS, to both logical partitions, and to the gap before the first. */
    static TestChain written() {
        RawDisk base = withLogicalPartitions();
        RawDisk written = base.copy().pattern(10, 3, 2).pattern(120, 21, 2).clear(300, 16);
        written.pattern(8263, 5, 2).pattern(17_500, 1, 2);
        RawDisk again = written.copy().pattern(125, 2, 3).pattern(7000, 9, 3);
        return TestChain.ofStates(List.of(base.array(), written.array(), again.array()));
    }

    /** GPT with FAT16, NTFS in sectors of 4 KiB, and ext4; then writes to each. */
    static TestChain gpt() {
        RawDisk base = new RawDisk(SECTORS).gpt(new UUID(3, 4));
        base.gptEntry(0, ESP, 40, 9039, "EFI").gptEntry(1, DATA, 9050, 15_049, "Daten");
        base.gptEntry(3, RawDisk.LINUX, 15_050, 19_049, "root");
        base.fat16(40, 9000, 2, "ESP").ntfs(9050, 6000, 4096, 1).ext4(15_050, 4000, "root");
        base.pattern(200, 50, 1).pattern(9100, 100, 1).pattern(15_100, 100, 1);
        RawDisk written = base.copy()
                .pattern(137, 3, 2)
                .pattern(9066, 13, 2)
                .pattern(15_058, 8, 2)
                .clear(15_110, 2);
        return TestChain.ofStates(List.of(base.array(), written.array()));
    }

    /** {@link #written} but for its last write, then a GPT over all of it. */
    static TestChain repartitioned() {
        RawDisk base = withLogicalPartitions();
        RawDisk written = base.copy().pattern(120, 21, 2);
        RawDisk divided = written.copy().clear(0, 1).gpt(new UUID(5, 6));
        divided.gptEntry(0, RawDisk.LINUX, 2048, 10_047, "neu").ext4(2048, 8000, "neu");
        return TestChain.ofStates(List.of(base.array(), written.array(), divided.array()));
    }
}
