package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.codec.Utf16;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.ParentLocator;
import io.github.vhdlayers.internal.format.vhd.PlatformCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the paths that a header's parent locators point at. */
final class LocatorReader {
    private final StructureSource source;
    private final Limits limits;
    private final FindingLog log;

    LocatorReader(StructureSource source, Limits limits, FindingLog log) {
        this.source = source;
        this.limits = limits;
        this.log = log;
    }

    List<LocatorPath> read(DynamicDiskHeader header) throws IOException {
        List<LocatorPath> paths = new ArrayList<>();
        for (ParentLocator locator : header.locators()) {
            if (locator.isUsed()) {
                String unusable = whyUnusable(locator);
                PlatformCode platform = locator.platform();
                if (unusable != null || platform == null) {
                    report(locator, unusable == null ? "a platform code of no known meaning" : unusable);
                } else if (platform != PlatformCode.MAC) {
                    paths.add(path(locator, platform));
                }
            }
        }
        return List.copyOf(paths);
    }

    private @Nullable String whyUnusable(ParentLocator locator) {
        long length = locator.dataLength();
        if (length > limits.maxLocatorBytes()) {
            return "its length is " + length + " bytes, more than the " + limits.maxLocatorBytes() + " that are read";
        }
        long offset = locator.dataOffset();
        if (offset < 0 || offset > source.size() - length) {
            return length + " bytes at file offset " + Long.toUnsignedString(offset) + " are not in the file";
        }
        return null;
    }

    private LocatorPath path(ParentLocator locator, PlatformCode platform) throws IOException {
        byte[] bytes = new byte[(int) locator.dataLength()];
        source.readFully(locator.dataOffset(), ByteBuffer.wrap(bytes));
        String text =
                switch (platform) {
                    case W2RU, W2KU -> Utf16.ofLocator(bytes);
                    case MACX -> PercentText.decode(upToZero(new String(bytes, StandardCharsets.UTF_8)));
                    // No sample was ever seen, so the code page is unknown; ASCII is the same in all of them.
                    case WI2R, WI2K, MAC -> upToZero(new String(bytes, StandardCharsets.ISO_8859_1));
                };
        if (!SafeText.isPlain(text)) {
            log.add(FindingCode.LOCATOR_TEXT, describe(locator), SafeText.escape(text), locator.dataOffset());
        }
        return new LocatorPath(locator, platform, text);
    }

    private void report(ParentLocator locator, String why) {
        log.add(FindingCode.LOCATOR_UNUSABLE, describe(locator), why);
    }

    private static String describe(ParentLocator locator) {
        return "parent locator " + locator.slot() + " (" + locator.codeText() + ")";
    }

    private static String upToZero(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
