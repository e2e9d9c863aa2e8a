package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.Times;
import java.io.IOException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Owner, link, object id and times of a name. Used by one thread at a time. */
final class NtfsDetails {
    private static final int SECURITY_ID = 52;
    private static final int LONG_INFORMATION = 72;
    private static final int GUID_BYTES = 16;
    private static final int MOST_DESCRIPTOR = 1 << 16;

    private final NtfsVolumeBytes volume;
    private final SecurityIds ids;

    NtfsDetails(Mft mft, NtfsVolumeBytes volume) {
        this.volume = volume;
        this.ids = new SecurityIds(mft, volume);
    }

    DiskFile.Details of(NtfsFile file, FileName name) throws IOException {
        ReparsePoint reparse = ReparsePoint.of(file, volume, new Problems());
        return new DiskFile.Details(
                owner(file),
                null,
                null,
                rights(file),
                reparse == null ? null : reparse.target(),
                objectId(file),
                nameTimes(file, name));
    }

    /** The number of the file's descriptor in the volume's list, or the descriptor itself where the file has its own. */
    private @Nullable String rights(NtfsFile file) throws IOException {
        NtfsAttribute descriptor = file.find(Attribute.SECURITY_DESCRIPTOR, "");
        if (descriptor != null && descriptor.size() > 0) {
            return descriptor.size() <= MOST_DESCRIPTOR ? HexFormat.of().formatHex(value(descriptor)) : null;
        }
        Integer id = securityId(file);
        return id == null || id == 0 ? null : "security id " + Integer.toUnsignedString(id);
    }

    private static @Nullable Integer securityId(NtfsFile file) {
        NtfsAttribute information = file.find(Attribute.STANDARD_INFORMATION, "");
        if (information == null || !information.isResident() || information.size() < LONG_INFORMATION) {
            return null;
        }
        Attribute head = information.head();
        return Le.i32(head.record().bytes(), head.valueAt() + SECURITY_ID);
    }

    private @Nullable String owner(NtfsFile file) throws IOException {
        NtfsAttribute descriptor = file.find(Attribute.SECURITY_DESCRIPTOR, "");
        if (descriptor != null && descriptor.size() > 0 && descriptor.size() <= MOST_DESCRIPTOR) {
            byte[] bytes = value(descriptor);
            return SecurityIds.owner(bytes, 0, bytes.length);
        }
        Integer id = securityId(file);
        return id == null ? null : ids.owner(id);
    }

    private byte[] value(NtfsAttribute attribute) throws IOException {
        int size = (int) attribute.size();
        if (!attribute.isResident()) {
            return volume.read(attribute.runs(), 0, size);
        }
        byte[] value = new byte[size];
        System.arraycopy(attribute.head().record().bytes(), attribute.head().valueAt(), value, 0, size);
        return value;
    }

    private static @Nullable String objectId(NtfsFile file) {
        NtfsAttribute id = file.find(Attribute.OBJECT_ID, "");
        if (id == null || !id.isResident() || id.size() < GUID_BYTES) {
            return null;
        }
        byte[] bytes = id.head().record().bytes();
        int at = id.head().valueAt();
        long rest = Long.reverseBytes(Le.i64(bytes, at + 8));
        return String.format(
                "%08x-%04x-%04x-%04x-%012x",
                Le.u32(bytes, at), Le.u16(bytes, at + 4), Le.u16(bytes, at + 6), rest >>> 48, rest & 0xFFFF_FFFF_FFFFL);
    }

    private static @Nullable FileTimes nameTimes(NtfsFile file, FileName name) {
        NtfsName found = null;
        for (NtfsName each : file.names()) {
            if (!each.isDos() && (found == null || each.name().equals(name.name()))) {
                found = each;
            }
        }
        return found == null
                ? null
                : new FileTimes(
                        Times.windows(found.modified()),
                        Times.windows(found.accessed()),
                        Times.windows(found.changed()),
                        Times.windows(found.created()));
    }
}
