package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The id of a file by its footers alone, without the structures behind them: most files of a folder are no parents. */
public final class FooterGlance {
    private FooterGlance() {}

    /**
     * The id that the file has whatever the rest of it is: that of the footer at the end, if the one at the start has none or the
     * same. Null if the file must be opened to know.
     *
     * @throws IOException if the file cannot be read
     */
    public static @Nullable UniqueId onlyId(RandomAccessSource file) throws IOException {
        if (VhdxFile.isVhdx(file)) {
            return null;
        }
        long size = file.size();
        UniqueId tail = id(file, size - VhdConstants.FOOTER_BYTES, VhdConstants.FOOTER_BYTES);
        if (tail == null) {
            tail = id(file, size - VhdConstants.OLD_FOOTER_BYTES, VhdConstants.OLD_FOOTER_BYTES);
        }
        UniqueId head = id(file, 0, VhdConstants.FOOTER_BYTES);
        return head == null || head.equals(tail) ? tail : null;
    }

    private static @Nullable UniqueId id(RandomAccessSource file, long at, int length) throws IOException {
        if (at < 0 || file.size() < length) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.readFully(at, bytes);
        HardDiskFooter footer = HardDiskFooter.decode(bytes.flip());
        return footer.hasCookie() ? footer.uniqueId() : null;
    }
}
