package io.github.vhdlayers.samples.kotlin

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import io.github.vhdlayers.VirtualDisk
import io.github.vhdlayers.io.RandomAccessSources
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.Executors
import kotlin.io.path.Path

private val RANGE = Regex("bytes=(\\d{1,18})-(\\d{1,18})?")

/** `ServeDisk FILE PORT`: serves a disk to programs of this machine, by HTTP with ranges, until the program is ended. */
object ServeDisk {
    @JvmStatic
    fun main(args: Array<String>) {
        serve(VirtualDisk.open(Path(args[0])), args[1].toInt())
    }
}

/** Serves a disk, which stays open as long as the server runs. Many threads read it at once. */
fun serve(disk: VirtualDisk, port: Int): HttpServer =
    HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0).apply {
        executor = Executors.newFixedThreadPool(4)
        createContext("/disk") { exchange -> exchange.use { answer(disk, it) } }
        start()
    }

private fun answer(disk: VirtualDisk, exchange: HttpExchange) {
    val asked = exchange.requestHeaders.getFirst("Range")
    val range = RANGE.matchEntire(asked ?: "bytes=0-")
    val first = range?.groupValues?.get(1)?.toLong() ?: disk.size()
    val last = minOf(disk.size() - 1, range?.groupValues?.get(2)?.toLongOrNull() ?: Long.MAX_VALUE)
    if (first > last) {
        exchange.sendResponseHeaders(416, -1)
        return
    }
    exchange.responseHeaders["Content-Range"] = "bytes $first-$last/${disk.size()}"
    exchange.sendResponseHeaders(if (asked == null) 200 else 206, last - first + 1)
    // What is unknown fails here, and ends the answer before its length: the client notices.
    RandomAccessSources.inputStream(RandomAccessSources.slice(disk, first, last - first + 1))
        .use { it.transferTo(exchange.responseBody) }
}
