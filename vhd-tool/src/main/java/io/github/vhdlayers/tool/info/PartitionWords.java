package io.github.vhdlayers.tool.info;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.Volume;
import org.jspecify.annotations.Nullable;

/** What a partition is and holds, as the rest of a sentence. */
public final class PartitionWords {
    private PartitionWords() {}

    /** What a partition is; nothing where there is none. */
    public static String about(@Nullable Partition partition) {
        if (partition == null) {
            return "";
        }
        Volume volume = partition.volume();
        return about(
                SafeText.escape(partition.type().description()),
                partition.type().id(),
                SafeText.escape(partition.name()),
                volume == null ? null : volume.kind().toString(),
                volume == null ? null : SafeText.escape(volume.label()),
                volume == null ? null : SafeText.escape(volume.serial()));
    }

    static String about(
            String type,
            @Nullable String typeId,
            @Nullable String label,
            @Nullable String volume,
            @Nullable String volumeLabel,
            @Nullable String volumeSerial) {
        return ", " + type + (isEmpty(typeId) ? "" : " (" + typeId + ")") + (volume == null ? "" : ", holds " + volume)
                + quoted(label)
                + quoted(volumeLabel)
                + (isEmpty(volumeSerial) ? "" : ", serial " + volumeSerial);
    }

    static String quoted(@Nullable String name) {
        return isEmpty(name) ? "" : " '" + name + "'";
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
