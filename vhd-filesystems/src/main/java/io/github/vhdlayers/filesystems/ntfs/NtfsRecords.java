package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.RecordFinder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of the master file table by their numbers. */
final class NtfsRecords implements RecordFinder {
    private final NtfsVolumeBytes volume;
    private final Mft mft;

    NtfsRecords(NtfsVolumeBytes volume, Mft mft) {
        this.volume = volume;
        this.mft = mft;
    }

    @Override
    public List<DiskExtent> places(long number) {
        return mft.places(number);
    }

    @Override
    public FileTimes times(long number) throws IOException {
        return times(number, new Problems());
    }

    private FileTimes times(long number, Problems problems) throws IOException {
        FileRecord record = mft.record(number);
        return record == null ? FileTimes.NONE : NtfsTimes.standard(NtfsFile.of(mft, volume, record), problems);
    }

    @Override
    public @Nullable Long sequence(long number) throws IOException {
        FileRecord record = mft.record(number);
        return record == null ? null : Long.valueOf(record.sequence());
    }

    @Override
    public @Nullable String doubt(long number) throws IOException {
        Problems problems = new Problems();
        times(number, problems);
        return problems.text();
    }

    @Override
    public boolean isSystem(long number) {
        return NtfsReader.isSystem(number);
    }

    @Override
    public List<DiskExtent> table() {
        return volume.places(mft.runs(), 0, mft.count() * mft.recordBytes());
    }
}
