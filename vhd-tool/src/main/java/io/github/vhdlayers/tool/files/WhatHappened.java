package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.filesystem.DiskFile;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a file is not what it was, in words. */
public final class WhatHappened {
    private WhatHappened() {}

    /** The reasons; none if there are none or they are not known. */
    public static List<String> reasons(FileOwnership file) {
        FileChange change = file.change();
        return change == null
                ? List.of()
                : change.reasons().stream().map(Enum::toString).toList();
    }

    /**
     * A line with the reasons, the former path and size, and the layers that made and deleted the file where several are asked about; null if it
     * would say no more than the status does.
     *
     * @param several whether paths begin with the partition
     */
    public static @Nullable String text(FileOwnership file, boolean several) {
        FileChange change = file.change();
        if (change == null) {
            return layers(file);
        }
        // That a content reads otherwise is what the status says.
        boolean isInStatus = change.reasons().equals(Set.of(FileChange.Reason.CONTENT));
        StringBuilder line = new StringBuilder(isInStatus ? "" : String.join(", ", reasons(file)));
        String former = file.printedFormerPath();
        if (former != null) {
            line.append(line.isEmpty() ? "" : "; ")
                    .append("was ")
                    .append(FileTable.prefix(file, several))
                    .append(former);
        }
        Long size = file.formerSize();
        boolean isFolder = file.file().kind() == DiskFile.Kind.DIRECTORY;
        if (size != null && !isFolder && !size.equals(file.size())) {
            line.append(line.isEmpty() ? "" : "; ").append("had ").append(size).append(" bytes");
        }
        String layers = layers(file);
        if (layers != null) {
            line.append(line.isEmpty() ? "" : "; ").append(layers);
        }
        return line.isEmpty() ? null : line.toString();
    }

    /** Which layers made and deleted a file, where that is known and worth saying; otherwise null. */
    static @Nullable String layers(FileOwnership file) {
        Integer made = file.madeIn();
        Integer gone = file.goneIn();
        if (made != null && made.equals(gone)) {
            return "made and deleted in layer " + made;
        }
        String begin = made == null ? "" : "made in layer " + made;
        String end = gone == null ? "" : "deleted in layer " + gone;
        return made == null && gone == null ? null : begin + (begin.isEmpty() || end.isEmpty() ? "" : ", ") + end;
    }
}
