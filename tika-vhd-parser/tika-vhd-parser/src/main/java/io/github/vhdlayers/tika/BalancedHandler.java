package io.github.vhdlayers.tika;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Knows which elements are open, so that text which broke off can be ended and what follows stays well-formed. */
final class BalancedHandler extends ContentHandlerDecorator {
    private final Deque<Element> open = new ArrayDeque<>();

    BalancedHandler(ContentHandler handler) {
        super(handler);
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        super.startElement(uri, localName, name, attributes);
        open.push(new Element(uri, localName, name));
    }

    @Override
    public void endElement(String uri, String localName, String name) throws SAXException {
        super.endElement(uri, localName, name);
        open.poll();
    }

    /** Ends what was begun and not ended. */
    void endOpenElements() throws SAXException {
        while (!open.isEmpty()) {
            Element element = open.peek();
            endElement(element.uri(), element.localName(), element.name());
        }
    }

    /**
     * An open element.
     *
     * @param uri its namespace
     * @param localName its name in it
     * @param name its name with a prefix
     */
    private record Element(String uri, String localName, String name) {}
}
