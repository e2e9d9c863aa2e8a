package io.github.vhdlayers.samples.search;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/**
 * A server of OpenSearch on loopback, of its published jars: {@code OpenSearchNode FOLDER}. It writes where it listens to the file
 * {@code address} of the folder, and ends when its standard input does.
 */
final class OpenSearchNode extends Node {
    /** Where the file of the address is in the folder. */
    static final String ADDRESS = "address";

    private OpenSearchNode(Settings settings) {
        super(
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "lab"),
                List.of(Netty4Plugin.class, CommonAnalysisPlugin.class),
                false);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Settings settings = Settings.builder()
                .put("path.home", folder.toString())
                .put("cluster.name", "lab")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", "0")
                .put("transport.port", "0")
                .put("http.type", "netty4")
                .put("transport.type", "netty4")
                // The server must not refuse to write because the disk of the test's machine is nearly full.
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
        try (OpenSearchNode node = new OpenSearchNode(settings)) {
            node.start();
            String address = node.injector()
                    .getInstance(HttpServerTransport.class)
                    .boundAddress()
                    .publishAddress()
                    .toString();
            Path beside = Files.writeString(folder.resolve(ADDRESS + ".partial"), address);
            Files.move(beside, folder.resolve(ADDRESS), StandardCopyOption.ATOMIC_MOVE);
            while (System.in.read() >= 0) {
                // Until the program that started it ends, too.
            }
        }
    }
}
