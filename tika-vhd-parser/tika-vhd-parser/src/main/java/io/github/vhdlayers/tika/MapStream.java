package io.github.vhdlayers.tika;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.ownership.OwnershipRun;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The owners of all sectors as CSV, made while it is read: only the line at hand is in memory. For one thread. */
final class MapStream extends InputStream {
    private static final String HEADINGS = "first_sector,sector_count,owner,file,file_sector\n";

    private final RunWalk runs;
    private final DiskChain chain;
    private byte[] line = HEADINGS.getBytes(UTF_8);
    private int used;

    MapStream(RunWalk runs, DiskChain chain) {
        this.runs = runs;
        this.chain = chain;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? line[used++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, target.length);
        int done = 0;
        while (done < count && hasMore()) {
            int part = Math.min(count - done, line.length - used);
            System.arraycopy(line, used, target, from + done, part);
            used += part;
            done += part;
        }
        return done == 0 && count > 0 ? -1 : done;
    }

    private boolean hasMore() throws IOException {
        if (used < line.length) {
            return true;
        }
        OwnershipRun run = runs.next();
        if (run == null) {
            return false;
        }
        line = text(run).getBytes(UTF_8);
        used = 0;
        return true;
    }

    private String text(OwnershipRun run) {
        String start = run.firstSector() + "," + run.sectorCount() + "," + run.owner() + ",";
        return run instanceof OwnershipRun.Stored stored
                ? start + quoted(SafeText.cell(ChainMetadata.nameOf(chain.layer(stored.layer())))) + ","
                        + stored.fileSector() + "\n"
                : start + ",\n";
    }

    private static String quoted(String name) {
        return name.matches("[^\",;\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
