package io.github.vhdlayers.samples.stories;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.AuditReport;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Prints which layer owns each sector of the disk, and what of the newest layer is really new. */
public final class WhoOwnsWhat {
    private WhoOwnsWhat() {}

    /** {@code WhoOwnsWhat FILE}. */
    public static void main(String[] args) throws IOException {
        whoOwnsWhat(Path.of(args[0]), System.out);
    }

    static void whoOwnsWhat(Path file, PrintStream out) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            for (OwnershipRun run : disk.ownership()) {
                out.println("sectors " + run.firstSector() + " to " + (run.endSector() - 1) + ": " + name(run.owner()));
            }
            AuditReport audit = LayerAudit.of(disk).scan();
            for (LayerAudit.Verdict verdict : LayerAudit.Verdict.values()) {
                out.println(audit.sectorsOf(verdict) + " sectors " + inWords(verdict));
            }
        }
    }

    private static String name(Owner owner) {
        if (owner instanceof Owner.Layer layer) {
            return "layer " + layer.index();
        }
        return owner == Owner.Unowned.UNWRITTEN ? "unwritten" : "unknown";
    }

    private static String inWords(LayerAudit.Verdict verdict) {
        return switch (verdict) {
            case CHANGED -> "changed";
            case SAME -> "stored again, equal to the layer below";
            case ZEROED -> "zeroed";
            case ZERO_OVER_NONE -> "of zeros where nothing was";
            case UNKNOWN -> "that cannot be compared";
        };
    }
}
