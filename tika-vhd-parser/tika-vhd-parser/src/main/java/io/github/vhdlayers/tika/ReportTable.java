package io.github.vhdlayers.tika;

import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.SAXException;

/** Writes tables, row by row. */
final class ReportTable {
    private final XHTMLContentHandler xhtml;

    ReportTable(XHTMLContentHandler xhtml) {
        this.xhtml = xhtml;
    }

    void start(String... headings) throws SAXException {
        xhtml.startElement("table");
        cells("th", headings);
    }

    void row(String... cells) throws SAXException {
        cells("td", cells);
    }

    void end() throws SAXException {
        xhtml.endElement("table");
    }

    private void cells(String element, String... texts) throws SAXException {
        xhtml.startElement("tr");
        for (String text : texts) {
            xhtml.element(element, text);
        }
        xhtml.endElement("tr");
    }
}
