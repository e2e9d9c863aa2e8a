package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.tool.output.JsonEnvelope;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Files as Digital Forensics XML, with the elements that {@code fiwalk} prints, as far as they are known: what is not known is left away,
 * never 0. What only layers have, such as a file's status, is in a namespace of its own.
 */
public final class DfxmlFiles implements FileRows {
    private static final String NAMESPACE = "http://www.forensicswiki.org/wiki/Category:Digital_Forensics_XML";
    private static final String OURS = "urn:vhd-layers:dfxml:1";
    private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
    private static final int SECTOR = 512;

    private final Writer out;
    private final XMLStreamWriter xml;
    private int volume = -1;
    private long id;

    private DfxmlFiles(Writer out, XMLStreamWriter xml) {
        this.out = out;
        this.xml = xml;
    }

    static DfxmlFiles begin(Writer out, String source) throws IOException {
        try {
            // Java's own, whatever else is on the class path.
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            DfxmlFiles files = new DfxmlFiles(out, xml);
            files.head(source);
            return files;
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    private void head(String source) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("dfxml");
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeNamespace("dc", DUBLIN_CORE);
        xml.writeNamespace("vhd", OURS);
        xml.writeAttribute("version", "1.0");
        line("metadata");
        xml.writeStartElement("dc:type");
        xml.writeCharacters("Disk Image");
        xml.writeEndElement();
        xml.writeEndElement();
        line("creator");
        element("program", "vhd");
        element("version", JsonEnvelope.version());
        xml.writeEndElement();
        line("source");
        element("image_filename", source);
        xml.writeEndElement();
    }

    /** The writer's own exception holds that of the output, which says more: a reader that went away is no failure. */
    private static IOException failure(XMLStreamException e) {
        Throwable cause = e.getNestedException() == null ? e.getCause() : e.getNestedException();
        return cause instanceof IOException failed ? failed : new IOException(e);
    }

    @Override
    public void file(FileRow row) throws IOException {
        try {
            FileSystemInfo system = row.file().file().fileSystem();
            if (system.number() != volume) {
                endVolume();
                beginVolume(system);
            }
            object(row.file(), system, row.hashes(), row.state().times());
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    private void beginVolume(FileSystemInfo system) throws XMLStreamException {
        volume = system.number();
        line("volume");
        xml.writeAttribute("offset", Long.toString(system.diskOffset()));
        element("partition_offset", Long.toString(system.diskOffset()));
        element("sector_size", Integer.toString(SECTOR));
        element("block_size", Integer.toString(system.blockSize()));
        element("ftype_str", system.type());
        element("block_count", Long.toString(system.length() / Math.max(1, system.blockSize())));
        element("vhd:label", system.label());
    }

    private void endVolume() throws XMLStreamException {
        if (volume >= 0) {
            xml.writeCharacters("\n");
            xml.writeEndElement();
        }
    }

    private void object(FileOwnership file, FileSystemInfo system, FileHashes hashes, FileTimes times)
            throws XMLStreamException {
        line("fileobject");
        element("filename", name(file.printedPath()));
        if (system.partition() != null && system.partition().number() > 0) {
            element("partition", Integer.toString(system.partition().number()));
        }
        element("id", Long.toString(++id));
        element("name_type", nameType(file.file().name().kind()));
        Long size = file.size();
        if (size != null) {
            element("filesize", size.toString());
        }
        Boolean allocated = file.allocated();
        if (allocated != null) {
            element(allocated ? "alloc" : "unalloc", "1");
        }
        element("inode", Long.toString(file.file().name().address()));
        Integer type = metaType(file.file().kind());
        if (type != null) {
            element("meta_type", type.toString());
        }
        if (file.file().isRead()) {
            element("nlink", Integer.toString(file.file().links()));
        }
        time("mtime", times.modified());
        time("ctime", times.changed());
        time("atime", times.accessed());
        time("crtime", times.created());
        places(file, system);
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            String digits = hashes.get(algorithm);
            if (digits != null) {
                xml.writeCharacters("\n");
                xml.writeStartElement("hashdigest");
                xml.writeAttribute("type", algorithm.id());
                xml.writeCharacters(digits);
                xml.writeEndElement();
            }
        }
        element("vhd:status", file.status().toString());
        if (hashes.known() != null) {
            element("vhd:known", hashes.known().toString());
        }
        if (file.problem() != null) {
            element("vhd:problem", file.problem());
        }
        if (file.doubt() != null) {
            element("vhd:doubt", file.doubt());
        }
        xml.writeEndElement();
    }

    /** Relative to the file system's root, which is a dot. */
    private static String name(String path) {
        return path.equals("/") ? "." : path.startsWith("/") ? path.substring(1) : path;
    }

    private static String nameType(DiskFile.Kind kind) {
        return switch (kind) {
            case FILE, SYSTEM -> "r";
            case DIRECTORY -> "d";
            case LINK -> "l";
            case VIRTUAL -> "v";
            case SPECIAL, UNKNOWN -> "-";
        };
    }

    /** The number that fiwalk has for it, or null where there is none. */
    private static @Nullable Integer metaType(DiskFile.Kind kind) {
        return switch (kind) {
            case FILE, SYSTEM -> 1;
            case DIRECTORY -> 2;
            case LINK -> 6;
            case VIRTUAL -> 10;
            case SPECIAL, UNKNOWN -> null;
        };
    }

    private void time(String name, @Nullable RecordedTime time) throws XMLStreamException {
        if (time != null) {
            element(name, time.toString());
        }
    }

    /** Where the content's bytes are on the disk, without what is kept behind their end. */
    private void places(FileOwnership file, FileSystemInfo system) throws XMLStreamException {
        FileStream stream = file.stream();
        if (stream == null || stream.extents().isEmpty()) {
            return;
        }
        line("byte_runs");
        for (FileExtent extent : stream.extents()) {
            long length = Math.min(extent.length(), stream.size() - extent.contentOffset());
            if (length <= 0) {
                continue;
            }
            xml.writeCharacters("\n");
            xml.writeEmptyElement("byte_run");
            xml.writeAttribute("file_offset", Long.toString(extent.contentOffset()));
            if (stream.resident() || stream.compressed()) {
                // The disk's bytes there are not the content's: a record that has it among others, or another form of
                // it.
                xml.writeAttribute("type", stream.resident() ? "resident" : "compressed");
            } else if (extent.kind() == FileExtent.Kind.STORED) {
                if (system.volume() == null) {
                    xml.writeAttribute("fs_offset", Long.toString(extent.diskOffset() - system.diskOffset()));
                }
                xml.writeAttribute("img_offset", Long.toString(extent.diskOffset()));
            } else if (extent.kind() != FileExtent.Kind.LOST) {
                xml.writeAttribute("fill", "0");
            }
            xml.writeAttribute("len", Long.toString(length));
        }
        xml.writeEndElement();
    }

    private void line(String element) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(element);
    }

    private void element(String name, String text) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
        xml.writeCharacters(safe(text));
        xml.writeEndElement();
    }

    /** Text in which each character that XML has none for is written as paths are escaped. */
    public static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean isXml = c == '\t'
                    || c == '\n'
                    || (c >= 0x20 && c <= 0xD7FF)
                    || (c >= 0xE000 && c <= 0xFFFD)
                    || c >= 0x10000;
            if (isXml) {
                safe.appendCodePoint(c);
            } else {
                safe.append(String.format(Locale.ROOT, "\\u{%02X}", c));
            }
        });
        return safe.toString();
    }

    @Override
    public void end(LayerFilesReport report, @Nullable Integer since, String name, String reader) throws IOException {
        try {
            endVolume();
            line("vhd:layers");
            element("vhd:layer", Integer.toString(report.layer()));
            if (since != null) {
                element("vhd:since", since.toString());
            }
            element("vhd:file", name);
            element("vhd:reader", reader);
            for (String problem : report.problems()) {
                element("vhd:problem", problem);
            }
            element("vhd:complete", Boolean.toString(report.complete()));
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.writeCharacters("\n");
            xml.flush();
            out.flush();
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }
}
