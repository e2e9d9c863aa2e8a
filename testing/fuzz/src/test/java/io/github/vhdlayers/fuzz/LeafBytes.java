package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.VhdException;
import java.io.IOException;
import java.util.List;

/** Any bytes at all as a file, which may have a parent that is a healthy disk. */
public final class LeafBytes {
    private static final byte[] BASE = Seeds.base().toBytes();

    private LeafBytes() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        OpenCount open = new OpenCount();
        VhdOptions options = VhdOptions.builder()
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .parentResolver(
                        reference -> List.of(ParentCandidate.of("base.vhd", () -> open.source("base.vhd", BASE))))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(open.source("leaf.vhd", file), options)) {
            new Walk(disk, options.limits()).all();
        } catch (VhdException e) {
            Walk.require(!e.getMessage().isEmpty(), "an error without words");
        }
        open.requireNone("any bytes");
    }
}
