package io.github.vhdlayers.tool.nbd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are served, and what they cannot do to the server or to each other. */
@Timeout(120)
class NbdServerTest {
    private static final long SECTORS = 8192;
    private static final NbdLimits USUAL = new NbdLimits(64, 64, Duration.ofSeconds(60), Duration.ofSeconds(60));

    @TempDir
    Path folder;

    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private static TestChain chain() {
        DiskImage base = DiskImage.dynamic(SECTORS * 512)
                .seed(1)
                .blockSize(128 * 1024)
                .own(0, 700, SectorContent.pattern(1))
                .own(4000, 2500, SectorContent.pattern(2))
                .build();
        DiskImage middle = DiskImage.differencing(SECTORS * 512)
                .seed(2)
                .parent(base)
                .blockSize(64 * 1024)
                .own(10, 20, SectorContent.pattern(3))
                .own(4999, 2, SectorContent.pattern(4))
                .build();
        DiskImage leaf = DiskImage.differencing(SECTORS * 512)
                .seed(3)
                .parent(middle)
                .blockSize(64 * 1024)
                .own(5, 10, SectorContent.pattern(5))
                .own(600, 20, SectorContent.zeros())
                .build();
        return TestChain.of(leaf, middle, base);
    }

    private VirtualDisk disk(TestChain chain) throws IOException {
        VirtualDisk disk = VirtualDisk.open(
                chain.writeTo(folder).get(0),
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build());
        opened.add(disk);
        return disk;
    }

    private SocketAddress serve(MergedSource disk, NbdLimits limits) throws IOException {
        NbdServer server = NbdServer.open(
                UnixDomainSocketAddress.of(folder.resolve("s" + opened.size())),
                NbdExports.of(disk),
                limits,
                messages::add);
        opened.add(server);
        return server.address();
    }

    private SocketAddress serve(TestChain chain) throws IOException {
        return serve(disk(chain), USUAL);
    }

    @Test
    void everyLayerIsAnExportWithItsBytes() throws Exception {
        TestChain chain = chain();
        SocketAddress address = serve(chain);
        try (RawClient client = RawClient.greeted(address)) {
            List<RawClient.OptionReply> list = client.option(3, new byte[0]);
            assertEquals(4, list.size());
            assertTrue(
                    list.get(0).text().startsWith("\0\0\0\4leafthe disk as it is: "),
                    list.get(0).text());
            assertTrue(
                    list.get(2).text().startsWith("\0\0\0\7as-of-2"),
                    list.get(2).text());
        }
        for (int layer = 0; layer < 3; layer++) {
            TestChain view = TestChain.of(chain.layers().subList(layer, 3));
            byte[] expected = view.read(0, (int) view.size());
            for (RawClient client : List.of(
                    RawClient.to(address, layer == 0 ? "leaf" : "as-of-" + layer),
                    RawClient.simplyTo(address, layer == 0 ? "" : "as-of-" + layer))) {
                try (client) {
                    assertArrayEquals(
                            expected, client.read(0, expected.length).data.toByteArray());
                    Random random = new Random(layer);
                    for (int i = 0; i < 200; i++) {
                        int offset = random.nextInt(expected.length);
                        int length = random.nextInt(Math.min(1 << random.nextInt(22), expected.length - offset) + 1);
                        assertArrayEquals(
                                Arrays.copyOfRange(expected, offset, offset + length),
                                client.read(offset, length).data.toByteArray());
                    }
                }
            }
        }
        assertEquals(List.of(), messages);
    }

    @Test
    void holesAreSentAsHolesUnlessTheReplyMayNotBeDivided() throws Exception {
        TestChain chain = chain();
        SocketAddress address = serve(chain);
        try (RawClient client = RawClient.to(address, "leaf")) {
            RawClient.Reply divided = client.read(600 * 512, 4000 * 512);
            assertTrue(divided.holes >= 1 && divided.chunks >= 3, divided.holes + " of " + divided.chunks);
            RawClient.Reply whole = client.request(4, 0, 600 * 512, 4000 * 512);
            assertEquals(1, whole.chunks);
            assertEquals(0, whole.holes);
            assertArrayEquals(divided.data.toByteArray(), whole.data.toByteArray());
            assertArrayEquals(chain.read(600 * 512, 4000 * 512), whole.data.toByteArray());
        }
    }

    /** The runs of a disk by owner, as a client can ask for them; neighbours with one status are one. */
    private static List<List<Long>> expectedExtents(MergedSource disk, boolean owners) {
        List<List<Long>> extents = new ArrayList<>();
        for (OwnershipRun run : disk.ownership()) {
            long status;
            if (run instanceof OwnershipRun.Stored stored) {
                status = owners ? stored.layer() : 0;
            } else if (run instanceof OwnershipRun.Zeroed zeroed) {
                status = owners ? 65_536 + zeroed.layer() : 3;
            } else if (run instanceof OwnershipRun.Unknown unknown) {
                status = owners ? 262_144 + unknown.layer() : 0;
            } else {
                status = owners ? 131_072 : 3;
            }
            add(extents, run.sectorCount() * 512, status);
        }
        return extents;
    }

    private static void add(List<List<Long>> extents, long length, long status) {
        List<Long> last = extents.isEmpty() ? List.of(0L, -1L) : extents.get(extents.size() - 1);
        if (last.get(1) == status) {
            extents.set(extents.size() - 1, List.of(last.get(0) + length, status));
        } else {
            extents.add(List.of(length, status));
        }
    }

    /** Asks from where the last answer ended, in steps. */
    private static List<List<Long>> asked(RawClient client, int context, long size, long step, int flags)
            throws IOException {
        List<List<Long>> extents = new ArrayList<>();
        for (long at = 0; at < size; ) {
            RawClient.Reply reply = client.request(flags, 7, at, Math.min(step, size - at));
            assertEquals(0, reply.error, reply.message);
            long end = at + Math.min(step, size - at);
            List<long[]> found = Objects.requireNonNull(reply.extents.get(context));
            assertTrue(flags == 0 || found.size() == 1);
            for (long[] extent : found) {
                assertTrue(extent[0] > 0);
                add(extents, extent[0], extent[1]);
                at += extent[0];
            }
            assertTrue(at <= end);
        }
        return extents;
    }

    private void requireExtents(MergedSource disk) throws IOException {
        SocketAddress address = serve(disk, USUAL);
        for (int layer = 0; layer < disk.chain().layers().size(); layer++) {
            MergedSource view = disk.asOf(layer);
            String name = layer == 0 ? "leaf" : "as-of-" + layer;
            try (RawClient client = RawClient.to(address, name, "base:allocation", "vhd:owner")) {
                for (long step : new long[] {view.size(), 1_000_001, 4096}) {
                    assertEquals(expectedExtents(view, false), asked(client, 1, view.size(), step, 0));
                    assertEquals(expectedExtents(view, true), asked(client, 2, view.size(), step, 0));
                }
                assertEquals(expectedExtents(view, true), asked(client, 2, view.size(), view.size(), 8));
            }
        }
    }

    @Test
    void extentsAreThoseOfTheMap() throws Exception {
        requireExtents(disk(chain()));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void extentsAreThoseOfTheMapOfVhdx(long seed) throws Exception {
        VhdxChain chain = VhdxChain.random(seed);
        List<VhdxImage> layers = chain.layers();
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).writeTo(folder.resolve("layer" + i + ".vhdx"));
        }
        VirtualDisk disk = VirtualDisk.open(
                folder.resolve("layer0.vhdx"),
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build());
        opened.add(disk);
        requireExtents(disk);
    }

    @Test
    void aDiskOfManyShortRunsIsAskedForInSeveralReplies() throws Exception {
        DiskImage.Builder leaf =
                DiskImage.dynamic(80_000L * 512).blockSize(2 << 20).seed(4);
        for (int sector = 0; sector < 80_000; sector += 2) {
            leaf.own(sector, 1, SectorContent.pattern(1));
        }
        requireExtents(disk(TestChain.of(leaf.build())));
    }

    @Test
    void whatIsUnknownIsAnErrorWithItsPlaceAndNeverZeros() throws Exception {
        DiskImage parent = DiskImage.dynamic(SECTORS * 512).seed(1).build();
        DiskImage orphan = DiskImage.differencing(SECTORS * 512)
                .seed(2)
                .parent(parent)
                .blockSize(64 * 1024)
                .own(0, 40, SectorContent.pattern(1))
                .own(48, 8, SectorContent.zeros())
                .build();
        TestChain chain = TestChain.of(orphan);
        VirtualDisk disk = disk(chain);
        SocketAddress address = serve(disk, USUAL);
        try (RawClient client = RawClient.to(address, "leaf", "base:allocation", "vhd:owner");
                RawClient simple = RawClient.simplyTo(address, "leaf")) {
            RawClient.Reply reply = client.read(30 * 512, 100 * 512);
            assertEquals(5, reply.error);
            assertEquals(40L * 512, reply.errorOffset);
            assertTrue(reply.message.contains("which is missing"), reply.message);
            assertArrayEquals(chain.read(30 * 512, 10 * 512), reply.data.toByteArray());
            RawClient.Reply whole = client.request(4, 0, 30 * 512, 100 * 512);
            assertEquals(5, whole.error);
            assertEquals(40L * 512, whole.errorOffset);
            assertEquals(0, whole.data.size());
            assertEquals(5, client.read(41 * 512 + 7, 1).error);
            assertEquals(41L * 512 + 7, client.read(41 * 512 + 7, 1).errorOffset);
            assertEquals(5, simple.read(39 * 512, 1024).error);
            assertArrayEquals(
                    chain.read(0, 40 * 512), simple.read(0, 40 * 512).data.toByteArray());
            assertArrayEquals(
                    new byte[8 * 512], client.read(48 * 512, 8 * 512).data.toByteArray());
            List<List<Long>> unknown = expectedExtents(disk, true);
            assertEquals(unknown, asked(client, 2, disk.size(), disk.size(), 0));
            assertEquals(List.of(8L * 512, 262_144L), unknown.get(1));
            assertEquals(
                    List.of(disk.size(), 0L),
                    asked(client, 1, disk.size(), disk.size(), 0).get(0));
        }
        assertTrue(messages.get(0).startsWith("leaf, 51200 bytes at 15360: "), messages.get(0));
    }

    @Test
    void optionsAreAnsweredAsTheSpecificationSays() throws Exception {
        SocketAddress address = serve(chain());
        try (RawClient client = RawClient.greeted(address)) {
            assertEquals(0x80000003, last(client.option(3, new byte[1])).type());
            assertEquals(0x80000003, last(client.option(8, new byte[1])).type());
            assertEquals(0x80000001, last(client.option(5, new byte[0])).type());
            assertEquals(0x80000001, last(client.option(11, new byte[0])).type());
            assertEquals(0x80000001, last(client.option(-7, new byte[100])).type());
            assertEquals(0x80000009, last(client.option(3, new byte[100_000])).type());
            assertEquals(
                    0x80000006, last(client.option(6, RawClient.named("none"))).type());
            assertEquals(
                    0x80000006,
                    last(client.option(7, RawClient.named("as-of-3"))).type());
            assertEquals(
                    0x80000006,
                    last(client.option(9, RawClient.queries("none"))).type());
            assertEquals(
                    0x80000003,
                    last(client.option(6, new byte[] {0, 0, 1, 0, 0, 0})).type());
            assertEquals(
                    0x80000003,
                    last(client.option(6, new byte[] {-1, -1, -1, -1, 0, 0})).type());
            assertEquals(
                    0x80000003,
                    last(client.option(6, new byte[] {0, 0, 0, 0, -1, -1, 0, 0}))
                            .type());
            assertEquals(
                    0x80000003,
                    last(client.option(6, new byte[] {0, 0, 0, 0, 0, 0, 0})).type());
            byte[] many = ByteBuffer.allocate(12).putInt(0).putInt(-1).putInt(0).array();
            assertEquals(0x80000003, last(client.option(9, many)).type());
            assertEquals(
                    0x80000003,
                    last(client.option(10, RawClient.queries("leaf", "vhd:owner")))
                            .type());
            client.structured();
            assertEquals(3, client.option(9, RawClient.queries("leaf")).size());
            assertEquals(2, client.option(9, RawClient.queries("leaf", "vhd:")).size());
            assertEquals(
                    2,
                    client.option(9, RawClient.queries("leaf", "base:", "x-other:", ""))
                            .size());
            assertEquals(
                    1,
                    client.option(10, RawClient.queries("leaf", "vhd:", "base:nothing", "qemu:"))
                            .size());
            List<RawClient.OptionReply> chosen = client.option(10, RawClient.queries("", "vhd:owner", "vhd:owner"));
            assertEquals(2, chosen.size());
            assertEquals("\0\0\0\2vhd:owner", chosen.get(0).text());
            List<RawClient.OptionReply> info = client.option(6, RawClient.named("", 1, 2, 3, 77));
            assertEquals(5, info.size());
            ByteBuffer export = info.get(0).bytes();
            assertEquals(0, export.getShort());
            assertEquals(SECTORS * 512, export.getLong());
            assertEquals(0x187, export.getShort());
            assertEquals("\0\1leaf", info.get(1).text());
            assertEquals(1, last(client.option(2, new byte[3])).type());
            assertTrue(client.isDisconnected());
        }
    }

    private static RawClient.OptionReply last(List<RawClient.OptionReply> replies) {
        return replies.get(replies.size() - 1);
    }

    @Test
    void theOldestWayToChooseAnExportIsUnderstood() throws Exception {
        SocketAddress address = serve(chain());
        for (int flags : new int[] {0, 1, 3}) {
            try (RawClient client = RawClient.silent(address)) {
                client.greet(flags);
                client.sendOption(1, 7, "as-of-1".getBytes(StandardCharsets.UTF_8));
                assertEquals(SECTORS * 512, client.receive(8).getLong());
                assertEquals(0x107, client.receive(2).getShort());
                if (flags < 2) {
                    assertArrayEquals(new byte[124], client.receive(124).array());
                }
                assertEquals(512, client.read(0, 512).data.size());
                client.sendRequest(0, 2, 0, 0);
                assertTrue(client.isDisconnected());
            }
        }
        try (RawClient client = RawClient.greeted(address)) {
            client.sendOption(1, 4, new byte[] {'n', 'o', 'n', 'e'});
            assertTrue(client.isDisconnected());
        }
    }

    @Test
    void whatIsChosenForOneExportIsNotForAnother() throws Exception {
        SocketAddress address = serve(chain());
        try (RawClient client = RawClient.greeted(address)) {
            client.structured();
            client.option(10, RawClient.queries("leaf", "vhd:owner"));
            client.go("as-of-1");
            assertEquals(22, client.request(0, 7, 0, 512).error);
        }
        try (RawClient client = RawClient.greeted(address)) {
            client.structured();
            client.option(10, RawClient.queries("leaf", "vhd:owner"));
            client.option(10, RawClient.queries("none", "vhd:owner"));
            client.go("leaf");
            assertEquals(22, client.request(0, 7, 0, 512).error);
        }
    }

    @Test
    void answersAfterARefusedRequest() throws Exception {
        TestChain chain = chain();
        SocketAddress address = serve(chain);
        for (RawClient client :
                List.of(RawClient.to(address, "leaf", "vhd:owner"), RawClient.simplyTo(address, "leaf"))) {
            try (client) {
                long cookie = client.sendRequest(0, 1, 0, 100_000);
                client.send(ByteBuffer.allocate(100_000));
                assertEquals(1, client.reply(cookie, 0, 0).error);
                assertEquals(1, client.request(0, 4, 0, 512).error);
                assertEquals(1, client.request(0, 6, 0, 512).error);
                assertEquals(22, client.request(0, 5, 0, 512).error);
                assertEquals(22, client.request(0, 8, 0, 512).error);
                assertEquals(22, client.request(0, 99, 0, 512).error);
                assertEquals(0, client.request(0, 3, 0, 0).error);
                assertEquals(22, client.request(0, 3, 0, 512).error);
                assertEquals(22, client.request(1, 0, 0, 512).error);
                assertEquals(22, client.request(0x8000, 0, 0, 512).error);
                assertEquals(22, client.read(SECTORS * 512, 1).error);
                assertEquals(22, client.read(SECTORS * 512 - 511, 512).error);
                assertEquals(22, client.read(-1, 1).error);
                assertEquals(22, client.read(Long.MAX_VALUE, 0xFFFF_FFFFL).error);
                assertEquals(22, client.read(Long.MIN_VALUE, 512).error);
                assertEquals(22, client.request(0, 7, 0, 0).error);
                assertEquals(22, client.request(0, 7, SECTORS * 512, 512).error);
                assertEquals(22, client.request(4, 7, 0, 512).error);
                assertEquals(0, client.read(100, 0).error);
                assertArrayEquals(chain.read(0, 5000), client.read(0, 5000).data.toByteArray());
            }
        }
    }

    @Test
    void theLongestReadIsAnsweredAndLongerOnesAreRefused() throws Exception {
        DiskImage large = DiskImage.dynamic(40 << 20)
                .blockSize(2 << 20)
                .seed(5)
                .own(0, 34 << 11, SectorContent.pattern(9))
                .build();
        VirtualDisk disk = disk(TestChain.of(large));
        SocketAddress address = serve(disk, USUAL);
        byte[] expected = new byte[32 << 20];
        disk.readFully(0, ByteBuffer.wrap(expected));
        try (RawClient client = RawClient.to(address, "leaf");
                RawClient simple = RawClient.simplyTo(address, "leaf")) {
            assertArrayEquals(expected, client.read(0, 32 << 20).data.toByteArray());
            assertArrayEquals(expected, client.request(4, 0, 0, 32 << 20).data.toByteArray());
            assertArrayEquals(expected, simple.read(0, 32 << 20).data.toByteArray());
            assertEquals(75, client.read(0, (32 << 20) + 1).error);
            assertEquals(22, simple.read(0, (32 << 20) + 1).error);
            assertEquals(75, client.read(0, 40 << 20).error);
        }
    }

    @Test
    void manyClientsAtOnceGetTheirBytesWithRequestsInFlight() throws Exception {
        TestChain chain = chain();
        SocketAddress address = serve(chain);
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int number = 0; number < 48; number++) {
                int seed = number;
                tasks.add(() -> {
                    TestChain view = TestChain.of(chain.layers().subList(seed % 3, 3));
                    Random random = new Random(seed);
                    try (RawClient client = RawClient.to(address, seed % 3 == 0 ? "" : "as-of-" + seed % 3)) {
                        for (int round = 0; round < 5; round++) {
                            List<long[]> flying = new ArrayList<>();
                            for (int i = 0; i < 16; i++) {
                                long offset = random.nextInt((int) view.size() - 70_000);
                                long length = 1L + random.nextInt(4096);
                                flying.add(new long[] {client.sendRequest(0, 0, offset, length), offset, length});
                            }
                            for (long[] one : flying) {
                                assertArrayEquals(
                                        view.read(one[1], (int) one[2]),
                                        client.reply(one[0], one[2], one[1])
                                                .data
                                                .toByteArray());
                            }
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void disconnectsOnlyClientsThatBreakTheRules() throws Exception {
        TestChain chain = chain();
        SocketAddress address = serve(chain);
        try (RawClient honest = RawClient.to(address, "leaf")) {
            byte[] noise = new byte[5000];
            for (int seed = 0; seed < 40; seed++) {
                new Random(seed).nextBytes(noise);
                try (RawClient client = seed % 2 == 0 ? RawClient.greeted(address) : RawClient.to(address, "leaf")) {
                    client.send(ByteBuffer.wrap(noise));
                    client.sendNoMore();
                    assertTrue(client.isDisconnected());
                } catch (IOException e) {
                    // Disconnected while it was sending.
                    assertFalse(e.toString().isEmpty());
                }
            }
            try (RawClient client = RawClient.silent(address)) {
                client.greet(4);
                assertTrue(client.isDisconnected());
            }
            for (int length : new int[] {-1, Integer.MAX_VALUE, 2 << 20}) {
                try (RawClient client = RawClient.greeted(address)) {
                    client.sendOption(6, length, new byte[0]);
                    assertTrue(client.isDisconnected());
                }
                try (RawClient client = RawClient.to(address, "leaf")) {
                    client.sendRequest(0, 1, 0, length == 2 << 20 ? (32 << 20) + 1 : length);
                    assertTrue(client.isDisconnected());
                }
            }
            try (RawClient client = RawClient.greeted(address)) {
                for (int i = 0; i < 4096; i++) {
                    assertEquals(
                            0x80000001, last(client.option(12_345, new byte[0])).type());
                }
                assertTrue(client.isDisconnected());
            }
            for (int keep = 1; keep < 28; keep += 9) {
                try (RawClient client = RawClient.to(address, "leaf")) {
                    client.send(ByteBuffer.allocate(keep));
                    client.sendNoMore();
                    assertTrue(client.isDisconnected());
                }
            }
            assertArrayEquals(
                    chain.read(0, 100_000), honest.read(0, 100_000).data.toByteArray());
        }
    }

    @Test
    void aClientThatHasSentAllGetsItsRepliesBeforeTheEnd() throws Exception {
        TestChain chain = chain();
        SocketAddress address = serve(chain);
        try (RawClient client = RawClient.to(address, "leaf")) {
            long first = client.sendRequest(0, 0, 0, 10_000);
            long second = client.sendRequest(0, 0, 512, 10_000);
            client.sendNoMore();
            assertArrayEquals(
                    chain.read(0, 10_000), client.reply(first, 10_000, 0).data.toByteArray());
            assertArrayEquals(
                    chain.read(512, 10_000),
                    client.reply(second, 10_000, 512).data.toByteArray());
            assertTrue(client.isDisconnected());
        }
    }

    @Test
    void slowAndSilentClientsLoseTheirPlace() throws Exception {
        TestChain chain = chain();
        VirtualDisk disk = disk(chain);
        SocketAddress address = serve(disk, new NbdLimits(64, 64, Duration.ofMillis(300), Duration.ofMillis(300)));
        try (RawClient idle = RawClient.to(address, "leaf");
                RawClient silent = RawClient.silent(address);
                RawClient greeted = RawClient.greeted(address);
                RawClient begun = RawClient.to(address, "leaf");
                RawClient deaf = RawClient.to(address, "leaf")) {
            begun.send(ByteBuffer.allocate(5));
            for (int i = 0; i < 20; i++) {
                deaf.sendRequest(0, 0, 0, 4 << 20);
            }
            assertTrue(silent.isDisconnected());
            assertTrue(greeted.isDisconnected());
            assertTrue(begun.isDisconnected());
            while (((NbdServer) opened.get(1)).clients() > 1) {
                Thread.sleep(20);
            }
            // To ask for nothing is no offence: a disk that is mounted may rest.
            assertArrayEquals(chain.read(0, 5000), idle.read(0, 5000).data.toByteArray());
        }
    }

    @Test
    void moreClientsThanMayBeAreDisconnected() throws Exception {
        TestChain chain = chain();
        SocketAddress address = serve(disk(chain), new NbdLimits(3, 64, USUAL.handshake(), USUAL.stall()));
        try (RawClient one = RawClient.to(address, "leaf");
                RawClient two = RawClient.to(address, "as-of-1");
                RawClient three = RawClient.greeted(address)) {
            for (int i = 0; i < 10; i++) {
                try (RawClient more = RawClient.silent(address)) {
                    assertTrue(more.isDisconnected());
                }
            }
            assertEquals(512, one.read(0, 512).data.size());
            assertEquals(4, three.option(3, new byte[0]).size());
            two.disconnect();
            NbdServer server = (NbdServer) opened.get(1);
            while (server.clients() > 2) {
                Thread.sleep(10);
            }
            try (RawClient next = RawClient.to(address, "leaf")) {
                assertEquals(512, next.read(0, 512).data.size());
            }
        }
    }

    @Test
    void moreExportsThanFitIntoMemoryAreRefusedUntilOneIsFree() throws Exception {
        SocketAddress address = serve(disk(chain()), new NbdLimits(64, 1, USUAL.handshake(), USUAL.stall()));
        try (RawClient waiting = RawClient.greeted(address)) {
            try (RawClient one = RawClient.to(address, "leaf");
                    RawClient same = RawClient.to(address, "leaf")) {
                assertEquals(
                        0x80000002,
                        last(waiting.option(7, RawClient.named("as-of-1"))).type());
                assertEquals(512, same.read(0, 512).data.size());
                assertEquals(512, one.read(0, 512).data.size());
            }
            NbdServer server = (NbdServer) opened.get(1);
            while (server.clients() > 1) {
                Thread.sleep(10);
            }
            assertEquals(SECTORS * 512, waiting.go("as-of-1"));
        }
    }

    @Test
    void closingDisconnectsAllAndLeavesTheDiskOpen() throws Exception {
        TestChain chain = chain();
        VirtualDisk disk = disk(chain);
        SocketAddress address = serve(disk, USUAL);
        try (RawClient idle = RawClient.to(address, "leaf");
                RawClient deaf = RawClient.simplyTo(address, "leaf")) {
            for (int i = 0; i < 20; i++) {
                deaf.sendRequest(0, 0, 0, 4 << 20);
            }
            ((NbdServer) opened.get(1)).close();
            assertTrue(idle.isDisconnected());
            assertTrue(deaf.isDisconnected());
            assertEquals(0, ((NbdServer) opened.get(1)).clients());
        }
        assertThrows(IOException.class, () -> RawClient.silent(address).close());
        ByteBuffer bytes = ByteBuffer.allocate(5000);
        disk.readFully(0, bytes);
        assertArrayEquals(chain.read(0, 5000), bytes.array());
    }

    @Test
    void aDiskThatIsClosedUnderClientsIsAnErrorForThem() throws Exception {
        VirtualDisk disk = disk(chain());
        SocketAddress address = serve(disk, USUAL);
        try (RawClient client = RawClient.to(address, "leaf", "vhd:owner")) {
            assertEquals(512, client.read(0, 512).data.size());
            disk.close();
            assertEquals(108, client.read(0, 512).error);
            assertEquals(108, client.request(0, 7, 0, 512).error);
        }
    }

    @Test
    void aPortOfTheLoopbackAddressServesToo() throws Exception {
        TestChain chain = chain();
        NbdServer server = NbdServer.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                NbdExports.of(disk(chain)),
                USUAL,
                messages::add);
        opened.add(server);
        assertTrue(((InetSocketAddress) server.address()).getAddress().isLoopbackAddress());
        try (RawClient client = RawClient.to(server.address(), "leaf")) {
            assertArrayEquals(
                    chain.read(0, 100_000), client.read(0, 100_000).data.toByteArray());
        }
    }
}
