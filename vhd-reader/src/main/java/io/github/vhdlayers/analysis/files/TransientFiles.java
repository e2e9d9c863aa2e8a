package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.analysis.files.LayerFilesReport.NonFileSectors;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognises by their paths the files that systems make for themselves. */
final class TransientFiles {
    private TransientFiles() {}

    /** What a file is, or null if it is none of these. */
    static NonFileSectors.@Nullable Kind kindOf(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.equals("/pagefile.sys")
                || lower.equals("/swapfile.sys")
                || lower.equals("/swapfile")
                || lower.equals("/win386.swp")) {
            return NonFileSectors.Kind.PAGE_FILE;
        }
        if (lower.equals("/hiberfil.sys")) {
            return NonFileSectors.Kind.HIBERNATION;
        }
        if (lower.startsWith("/$recycle.bin/")
                || lower.startsWith("/recycler/")
                || lower.startsWith("/recycled/")
                || lower.contains("/.trash-")
                || lower.contains("/.local/share/trash/")
                || lower.contains("/.trashes/")) {
            return NonFileSectors.Kind.RECYCLED;
        }
        if (lower.startsWith("/system volume information/{")) {
            return NonFileSectors.Kind.SHADOW_COPIES;
        }
        if (lower.contains("/temp/")
                || lower.startsWith("/tmp/")
                || lower.contains("/var/tmp/")
                || lower.startsWith("/windows/softwaredistribution/download/")
                || lower.endsWith(".tmp")
                || lower.substring(lower.lastIndexOf('/') + 1).startsWith("~$")) {
            return NonFileSectors.Kind.TEMPORARY;
        }
        return null;
    }
}
