package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of ISO 9660, of which only the times are known here. The library takes the date and time of day of a folder's entry for
 * those of the machine it runs on, and passes over the offset from UTC beside them. What was recorded is what C's library makes of
 * its result in the same time zone.
 */
final class IsoLocator implements MetadataLocator {
    private static final int STRUCT_TM_BYTES = 64;
    private static final int FIRST_YEAR = 1900;

    @Override
    public FileTimes times(Structs.Meta meta) {
        return new FileTimes(
                local(meta.modified()), local(meta.accessed()), local(meta.changed()), local(meta.created()));
    }

    @Override
    public List<DiskExtent> locate(Structs.Meta meta, @Nullable AttributeList list) {
        return List.of();
    }

    @Override
    public List<DiskExtent> ofResident(Structs.Meta meta, Structs.Attribute attribute, @Nullable AttributeList list) {
        return List.of();
    }

    private static @Nullable RecordedTime local(@Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        Function convert = NativeLibrary.getProcess().getFunction("localtime_r");
        try (Memory seconds = new Memory(Long.BYTES);
                Memory fields = new Memory(STRUCT_TM_BYTES)) {
            seconds.setLong(0, instant.getEpochSecond());
            fields.clear();
            Pointer made = convert.invokePointer(new Object[] {seconds, fields});
            return made == null ? null : new RecordedTime.Local(read(fields));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Second, minute, hour, day, month from 0 on, year since 1900; the library takes every time for one without summer time. */
    private static LocalDateTime read(Pointer fields) {
        boolean summer = fields.getInt(32) > 0;
        LocalDateTime shown = LocalDateTime.of(
                FIRST_YEAR + fields.getInt(20),
                1 + fields.getInt(16),
                fields.getInt(12),
                fields.getInt(8),
                fields.getInt(4),
                Math.min(59, fields.getInt(0)));
        return summer ? shown.minusHours(1) : shown;
    }
}
