package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Files that Hyper-V keeps beside disks and that are no disks, by their names: what is in them is not published. */
public final class CompanionFile {
    private CompanionFile() {}

    /** What a file is that is no disk, and what to do; null if its name is not one of these. */
    static @Nullable Problem problem(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".vhds")) {
            return Problem.of(
                    ErrorCode.COMPANION_FILE,
                    name,
                    "VHD set",
                    "it only says which disks belong together; open the .avhdx file beside it, which is the disk");
        }
        if (lower.endsWith(".rct") || lower.endsWith(".mrt")) {
            return Problem.of(
                    ErrorCode.COMPANION_FILE,
                    name,
                    "change tracking",
                    "it says which parts of a disk changed since a backup; open the disk beside it");
        }
        return null;
    }
}
