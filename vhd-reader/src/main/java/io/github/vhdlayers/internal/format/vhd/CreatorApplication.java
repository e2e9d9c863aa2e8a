package io.github.vhdlayers.internal.format.vhd;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program that made the file, as the footer names it.
 *
 * @param code the four bytes as stored, as a big-endian number
 * @param majorVersion 0 to 65535
 * @param minorVersion 0 to 65535
 * @param hostCode the host system's four bytes as stored
 */
public record CreatorApplication(int code, int majorVersion, int minorVersion, int hostCode) {
    /** Codes seen in files, or in the sources of the programs that write them; only {@code vpc} and {@code vs} are documented. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("vpc", "Microsoft Virtual PC"),
            Map.entry("vs", "Microsoft Virtual Server"),
            Map.entry("win", "Windows or Hyper-V"),
            Map.entry("qemu", "qemu"),
            Map.entry("qem2", "qemu (forced size)"),
            Map.entry("vbox", "VirtualBox"),
            Map.entry("d2v", "Sysinternals Disk2vhd"),
            Map.entry("tap", "Xen blktap"),
            Map.entry("CTXS", "Citrix XenConverter"),
            Map.entry("wa", "Microsoft Azure"),
            Map.entry("dutl", "DiscUtils"),
            Map.entry("dic", "DiscImageChef"),
            Map.entry("aaru", "Aaru"),
            Map.entry("mVHD", "MiniVHD"),
            Map.entry("xo", "Xen Orchestra"),
            Map.entry("caml", "ocaml-vhd"),
            Map.entry("cvd", "compactVD"),
            Map.entry("go-v", "go-vhd"));

    // Written out for the same reason as that of UniqueId.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CreatorApplication creator
                && creator.code == code
                && creator.majorVersion == majorVersion
                && creator.minorVersion == minorVersion
                && creator.hostCode == hostCode;
    }

    @Override
    public int hashCode() {
        return ((code * 31 + majorVersion) * 31 + minorVersion) * 31 + hostCode;
    }

    /** The code as text without padding, such as {@code win}; bytes that are not printable ASCII as {@code \xHH}. */
    public String name() {
        return FourCharCode.text(code);
    }

    /** The host system's code as text, such as {@code Wi2k}. */
    public String hostName() {
        return FourCharCode.text(hostCode);
    }

    /** The version as it is usually written, such as {@code 10.0}. */
    public String version() {
        return majorVersion + "." + minorVersion;
    }

    /** The program's name in plain words, or null if the code is not a known one. */
    public @Nullable String description() {
        return KNOWN.get(name());
    }

    /** Code and version: {@code win 10.0}. */
    @Override
    public String toString() {
        return name() + " " + version();
    }
}
