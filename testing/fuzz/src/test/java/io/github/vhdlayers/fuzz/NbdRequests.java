package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.tool.nbd.NbdCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client sends to the server of a disk of which half is unknown. Input: a byte for the kind; then, for {@code RAW}, what the
 * client sends behind its flags; otherwise a number of requests, to which every reply is checked: data is the disk's, what is
 * unknown is an error, and nothing else is sent.
 */
public final class NbdRequests {
    private static final int SECTOR = 512;
    private static final int SECTORS = 64;
    private static final int KNOWN = 20;
    private static final int UNKNOWN = 1 << 18;
    private static final int RAW = 0;
    private static final int STRUCTURED = 1;
    private static final int KINDS = 3;
    private static final int GREETING = 18;
    private static final int EIO = 5;

    private static final DiskImage IMAGE = DiskImage.differencing((long) SECTORS * SECTOR)
            .blockSize(SECTORS / 2 * SECTOR)
            .seed(7)
            .parentName("gone.vhd")
            .own(0, KNOWN, SectorContent.pattern(3))
            .own(40, 4, SectorContent.zeros())
            .build();
    private static final VirtualDisk DISK = open();

    private NbdRequests() {}

    private record Request(int flags, int type, long cookie, long offset, long length) {
        boolean isWithin() {
            return offset >= 0 && length >= 0 && offset <= SECTORS * SECTOR && length <= SECTORS * SECTOR - offset;
        }

        boolean isKnown() {
            for (long sector = offset / SECTOR; length > 0 && sector * SECTOR < offset + length; sector++) {
                if (!IMAGE.owns(sector)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) {
        Draw draw = new Draw(input);
        int kind = draw.u8() % KINDS;
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        put(client, ByteBuffer.allocate(4).putInt(3));
        if (kind == RAW) {
            client.writeBytes(draw.rest());
            byte[] said = NbdCall.talk(DISK, client.toByteArray());
            Walk.require(said.length >= GREETING, "no greeting");
            return;
        }
        int handshake = handshake(kind == STRUCTURED, client);
        List<Request> requests = new ArrayList<>();
        while (!draw.isEmpty()) {
            Request request = request(draw, requests.size());
            requests.add(request);
            put(
                    client,
                    ByteBuffer.allocate(28)
                            .putInt(0x25609513)
                            .putShort((short) request.flags())
                            .putShort((short) request.type())
                            .putLong(request.cookie())
                            .putLong(request.offset())
                            .putInt((int) request.length()));
            if (request.type() == 1) {
                client.writeBytes(new byte[(int) request.length()]);
            }
        }
        ByteBuffer said = ByteBuffer.wrap(NbdCall.talk(DISK, client.toByteArray()));
        said.position(handshake);
        for (Request request : requests) {
            if (request.type() == 2) {
                break;
            }
            if (kind == STRUCTURED) {
                structured(request, said);
            } else {
                simple(request, said);
            }
        }
        Walk.require(!said.hasRemaining(), said.remaining() + " bytes too many");
    }

    private static Request request(Draw draw, int number) {
        int flags = draw.u8();
        int type = draw.u8() % 9;
        long offset = draw.u16();
        offset = offset == 0xFFFF ? -1 : offset % (SECTORS * SECTOR + 1000);
        long length = draw.u16();
        length = type == 1 ? length % 100 : length % 7 == 0 ? length << 16 | length : length;
        // Mostly none, so that requests are answered.
        return new Request(flags < 128 ? 0 : flags & 15, type, 1000L + number, offset, length);
    }

    /** Adds what chooses the disk, and returns how much the server sends until requests may follow. */
    private static int handshake(boolean structured, ByteArrayOutputStream client) {
        int said = GREETING;
        if (structured) {
            option(client, 8, ByteBuffer.allocate(0));
            ByteBuffer contexts = ByteBuffer.allocate(100).putInt(0).putInt(2);
            for (String name : List.of("base:allocation", "vhd:owner")) {
                byte[] text = name.getBytes(StandardCharsets.UTF_8);
                contexts.putInt(text.length).put(text);
                said += 20 + 4 + text.length;
            }
            option(client, 10, contexts);
            said += 20 + 20;
        }
        option(client, 7, ByteBuffer.allocate(6));
        return said + 20 + 12 + 20;
    }

    private static void option(ByteArrayOutputStream client, int option, ByteBuffer data) {
        byte[] bytes = new byte[data.capacity() == 6 ? 6 : data.position()];
        data.rewind().get(bytes);
        put(
                client,
                ByteBuffer.allocate(16)
                        .putLong(0x49484156454F5054L)
                        .putInt(option)
                        .putInt(bytes.length));
        client.writeBytes(bytes);
    }

    private static void put(ByteArrayOutputStream into, ByteBuffer full) {
        byte[] bytes = new byte[full.capacity()];
        full.rewind().get(bytes);
        into.writeBytes(bytes);
    }

    private static boolean succeeds(Request request, int permitted) {
        return (request.flags() & ~permitted) == 0 && request.isWithin() && request.isKnown();
    }

    private static void simple(Request request, ByteBuffer said) {
        Walk.require(said.getInt() == 0x67446698, "not a reply to " + request);
        int error = said.getInt();
        Walk.require(said.getLong() == request.cookie(), "another's reply: " + request);
        boolean read = request.type() == 0;
        requireError(request, error, read && succeeds(request, 0));
        if (read && error == 0) {
            data(request, said, request.offset(), (int) request.length());
        }
    }

    private static void requireError(Request request, int error, boolean succeeds) {
        boolean flush = request.type() == 3 && request.flags() == 0 && request.offset() == 0 && request.length() == 0;
        Walk.require((error == 0) == (succeeds || flush), "error " + error + " for " + request);
        if (request.type() == 0 && request.flags() == 0 && request.isWithin()) {
            Walk.require(error == 0 || error == EIO, "error " + error + " for " + request);
        }
    }

    private static void data(Request request, ByteBuffer said, long offset, int length) {
        byte[] sector = new byte[SECTOR];
        long loaded = -1;
        for (long at = offset; at < offset + length; at++) {
            if (at / SECTOR != loaded) {
                loaded = at / SECTOR;
                Walk.require(IMAGE.owns(loaded), "data of an unknown sector: " + request);
                IMAGE.content(loaded, sector, 0);
            }
            if (said.get() != sector[(int) (at % SECTOR)]) {
                throw new AssertionError("wrong at " + at + ": " + request);
            }
        }
    }

    private static void structured(Request request, ByteBuffer said) {
        int error = 0;
        int contexts = 0;
        long at = request.offset();
        boolean done = false;
        while (!done) {
            Walk.require(said.getInt() == 0x668e33ef, "not a chunk for " + request);
            done = said.getShort() == 1;
            int type = said.getShort() & 0xFFFF;
            Walk.require(said.getLong() == request.cookie(), "another's reply: " + request);
            int length = said.getInt();
            int end = said.position() + length;
            if (type == 1) {
                Walk.require(said.getLong() == at, "not in order: " + request);
                data(request, said, at, length - 8);
                at += length - 8;
            } else if (type == 2) {
                throw new AssertionError("a hole where there is none: " + request);
            } else if (type == 5) {
                contexts++;
                extents(request, said.getInt(), said, end);
            } else if (type != 0) {
                error = said.getInt();
                said.position(said.position() + 2 + said.getShort(said.position()));
                if (type == 0x8002) {
                    long place = said.getLong();
                    Walk.require(
                            place >= at && place < request.offset() + request.length() && !IMAGE.owns(place / SECTOR),
                            "a wrong place, " + place + ": " + request);
                }
            }
            Walk.require(said.position() == end, "a chunk of another length: " + request);
        }
        boolean status =
                request.type() == 7 && (request.flags() & ~8) == 0 && request.isWithin() && request.length() > 0;
        Walk.require(contexts == (status ? 2 : 0), contexts + " contexts: " + request);
        boolean read = request.type() == 0 && succeeds(request, 4);
        requireError(request, error, status || read);
        Walk.require(!read || at == request.offset() + request.length(), "too few bytes: " + request);
    }

    private static void extents(Request request, int context, ByteBuffer said, int end) {
        long at = request.offset();
        int count = 0;
        while (said.position() < end) {
            long length = Integer.toUnsignedLong(said.getInt());
            int status = said.getInt();
            Walk.require(length > 0, "an empty extent: " + request);
            for (long sector = at / SECTOR; sector * SECTOR < at + length; sector++) {
                int expected = context == 1 || IMAGE.owns(sector) ? 0 : UNKNOWN;
                Walk.require(status == expected, status + " in sector " + sector + ": " + request);
            }
            at += length;
            count++;
        }
        Walk.require(at > request.offset() && at <= request.offset() + request.length(), "too far: " + request);
        Walk.require(count == 1 || (request.flags() & 8) == 0, "more than one extent: " + request);
    }

    private static VirtualDisk open() {
        try {
            return VirtualDisk.open(
                    RandomAccessSources.ofBytes("leaf.vhd", IMAGE.toBytes()),
                    VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, byte[]> seeds() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        byte[] requests = {
            STRUCTURED,
            0,
            0,
            0,
            0,
            10,
            1,
            0,
            0,
            39,
            0,
            80,
            10,
            (byte) 132,
            0,
            38,
            0,
            1,
            1,
            0,
            7,
            0,
            0,
            127,
            0,
            (byte) 136,
            7,
            1,
            1,
            9,
            9,
            0,
            1,
            0,
            0,
            0,
            50,
            0,
            3,
            0,
            0,
            0,
            0,
            0,
            0,
            (byte) 255,
            (byte) 255,
            0,
            5,
            0,
            2,
            0,
            0,
            0,
            0
        };
        seeds.put("structured", requests);
        byte[] simple = requests.clone();
        simple[0] = 2;
        seeds.put("simple", simple);
        for (int option = 1; option <= 11; option++) {
            byte[] name = option == 9 || option == 10
                    ? "\0\0\0\4leaf\0\0\0\1\0\0\0\5base:".getBytes(StandardCharsets.UTF_8)
                    : option == 1
                            ? "leaf".getBytes(StandardCharsets.UTF_8)
                            : "\0\0\0\4leaf\0\1\0\3".getBytes(StandardCharsets.UTF_8);
            byte[] data = option == 2 || option == 3 || option == 5 || option == 8 ? new byte[0] : name;
            ByteBuffer raw = ByteBuffer.allocate(17 + data.length + 28)
                    .put((byte) RAW)
                    .putLong(0x49484156454F5054L)
                    .putInt(option)
                    .putInt(data.length)
                    .put(data)
                    .putInt(0x25609513)
                    .putInt(0)
                    .putLong(5)
                    .putLong(100)
                    .putInt(1000);
            seeds.put("option-" + option, raw.array());
        }
        return seeds;
    }
}
