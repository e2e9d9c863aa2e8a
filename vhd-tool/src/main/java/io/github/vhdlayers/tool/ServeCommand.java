package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.tool.nbd.NbdExports;
import io.github.vhdlayers.tool.nbd.NbdLimits;
import io.github.vhdlayers.tool.nbd.NbdServer;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vhd serve}: the merged disk, and each earlier state of it, for every program that reads network block devices. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  vhd serve leaf.vhd --socket /tmp/leaf.sock",
            "  nbdinfo --map \"nbd+unix:///leaf?socket=/tmp/leaf.sock\""
        },
        description = {
            "Serves the merged disk to other programs on this machine, for reading only, without a copy: a server of the NBD protocol "
                    + "with an export for each layer, 'leaf' for the disk as it is, 'as-of-1' for the disk as layer 1 left it, and so on. "
                    + "Runs until Ctrl-C.",
            "A sector that is unknown is an input/output error (EIO), never zeros. The context base:allocation says what is stored; "
                    + "vhd:owner says which layer owns it: the layer's number; plus 65536 if the layer only says that it is zeros; "
                    + "131072 for unwritten; 262144 plus a layer's number for what is unknown because of it."
        })
final class ServeCommand implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;

    private final Streams streams;

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Option(
            names = "--socket",
            paramLabel = "SOCKET",
            description =
                    "serve at this path, which must not exist, to programs of your own account; it is removed in the end")
    private @Nullable Path socket;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "serve at this TCP port of the loopback address, to the programs of every user of this machine; "
                            + "0 chooses a free one")
    private @Nullable Integer port;

    ServeCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if ((socket == null) == (port == null)) {
            throw disk.usage(
                    socket == null
                            ? "say where to serve: --socket SOCKET, or --port PORT"
                            : "--socket and --port exclude each other");
        }
        if (port != null && (port < 0 || port > LARGEST_PORT)) {
            throw disk.usage("--port " + port + ": not 0 to " + LARGEST_PORT);
        }
        try (VirtualDisk opened = disk.open()) {
            NbdExports exports = NbdExports.of(opened);
            if (socket == null) {
                serve(exports, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null);
            } else {
                disk.refuseLayers(opened, socket, socket.toString());
                SocketFile.requireFree(socket);
                serve(exports, socketAddress(socket), socket);
            }
        }
        return ExitCode.OK;
    }

    private SocketAddress socketAddress(Path path) {
        try {
            return UnixDomainSocketAddress.of(path);
        } catch (IllegalArgumentException e) {
            throw disk.usage("--socket " + path + ": not a path for a socket");
        }
    }

    private void serve(NbdExports exports, SocketAddress address, @Nullable Path path) throws IOException {
        try (NbdServer server = open(exports, address);
                SocketFile file = path == null ? null : SocketFile.made(path)) {
            Thread whenStopped = new Thread(() -> stop(server, file), "stop the server");
            addHook(whenStopped);
            try {
                announce(exports, server);
                server.await();
            } catch (InterruptedException e) {
                // A program that runs this in a thread of its own ends it so; the flag would close the files that are
                // read.
                streams.message("interrupted");
            } finally {
                removeHook(whenStopped);
            }
        }
    }

    private NbdServer open(NbdExports exports, SocketAddress address) throws IOException {
        String where = socket == null ? "port " + port : socket.toString();
        try {
            return NbdServer.open(address, exports, NbdLimits.defaults(), line -> streams.message("warning: " + line));
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException("cannot serve at " + where + ": " + e.getMessage(), e);
        }
    }

    private void stop(NbdServer server, @Nullable SocketFile file) {
        server.close();
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            streams.message("the socket could not be removed: " + SafeText.escape(String.valueOf(e.getMessage())));
        }
    }

    private static void addHook(Thread hook) throws IOException {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new IOException("not served, because the program is being stopped", e);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being stopped, and the hook does what there is to do.
        }
    }

    /** What is served and how to ask for it, to be copied as it is. */
    private void announce(NbdExports exports, NbdServer server) throws IOException {
        Writer out = streams.textOut(true);
        NbdExports.Export leaf = exports.all().get(0);
        String uri = uri(server.address(), leaf.name());
        out.write("Serving " + SafeText.escape(disk.file().toString()) + ", for reading only, until Ctrl-C\n");
        for (NbdExports.Export export : exports.all()) {
            out.write(String.format(
                    Locale.ROOT,
                    "  %-10s %10s  %s\n",
                    export.name(),
                    Words.bytes(export.size()),
                    export.description()));
        }
        out.write("\nFor other programs on this machine, in another terminal\n");
        out.write("  nbdinfo --list \"" + uri(server.address(), "") + "\"\n");
        out.write("  nbdinfo --map=vhd:owner \"" + uri + "\"\n");
        out.write("  nbdfuse FOLDER/disk.raw \"" + uri + "\"\n");
        out.write("  qemu-img convert -O raw \"" + uri + "\" disk.raw\n");
        out.flush();
    }

    private static String uri(SocketAddress address, String export) {
        if (address instanceof InetSocketAddress internet) {
            return "nbd://" + internet.getAddress().getHostAddress() + ":" + internet.getPort() + "/" + export;
        }
        Path path = ((UnixDomainSocketAddress) address).getPath().toAbsolutePath();
        return "nbd+unix:///" + export + "?socket=" + encoded(path.toString());
    }

    /** Percent-encoded as far as a shell or a URI would take it for something else. */
    private static String encoded(String path) {
        StringBuilder text = new StringBuilder();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (octet & 0xFF);
            if ((letter < 0x80 && Character.isLetterOrDigit(letter)) || "/-._~:".indexOf(letter) >= 0) {
                text.append(letter);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            }
        }
        return text.toString();
    }
}
