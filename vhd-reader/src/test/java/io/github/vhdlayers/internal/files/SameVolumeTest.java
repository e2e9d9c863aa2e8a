package io.github.vhdlayers.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionType;
import io.github.vhdlayers.partition.Volume;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether two views have the same volume is unknown where the first sectors of one cannot be read. */
class SameVolumeTest {
    private static final Volume UNREADABLE = new Volume(Volume.Kind.UNREADABLE, "", "", null);
    private static final Volume UNRECOGNISED = new Volume(Volume.Kind.UNRECOGNISED, "", "", null);

    private static FileSystemInfo in(@Nullable Volume volume) {
        Partition partition = volume == null
                ? null
                : new Partition(
                        0, Partition.Kind.WHOLE_DISK, new PartitionType.Mbr(7), 0, 2048, null, "", 0, -1, volume);
        return new FileSystemInfo(0, partition, "ntfs", 0, 1 << 20, 4096);
    }

    private static Volume ntfs(String serial) {
        return new Volume(Volume.Kind.NTFS, "", serial, null);
    }

    @Test
    void theSerialNumberDecides() {
        assertEquals(true, OpenFiles.isSameVolume(in(ntfs("1")), in(ntfs("1"))));
        assertEquals(false, OpenFiles.isSameVolume(in(ntfs("1")), in(ntfs("2"))));
        assertEquals(true, OpenFiles.isSameVolume(in(UNRECOGNISED), in(UNRECOGNISED)));
        assertEquals(true, OpenFiles.isSameVolume(in(null), in(null)));
    }

    @Test
    void anUnreadableViewLeavesTheAnswerOpen() {
        for (FileSystemInfo lost : new FileSystemInfo[] {in(UNREADABLE), in(null)}) {
            assertNull(OpenFiles.isSameVolume(in(ntfs("1")), lost));
            assertNull(OpenFiles.isSameVolume(lost, in(ntfs("1"))));
        }
        assertNull(OpenFiles.isSameVolume(in(UNREADABLE), in(UNREADABLE)));
    }

    @Test
    void aServiceThatReadItElsewhereDecides() {
        FileSystemInfo byCopy = in(null).withSerial("1");
        assertEquals(true, OpenFiles.isSameVolume(in(ntfs("01")).withSerial("1"), byCopy));
        assertEquals(false, OpenFiles.isSameVolume(in(ntfs("02")).withSerial("2"), byCopy));
    }
}
