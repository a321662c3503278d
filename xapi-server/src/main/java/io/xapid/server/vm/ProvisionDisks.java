package io.xapid.server.vm;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.storage.VdiType;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the disks that a template asks for, from the XML in its {@code other_config}. */
final class ProvisionDisks {
    static final String KEY = "disks";
    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final int MOST_DISKS = 255;

    /**
     * A disk asked for.
     *
     * @param device position, as {@code VBD.userdevice}
     * @param size in bytes
     * @param sr uuid of the SR; empty for the pool's default
     */
    record Disk(String device, long size, String sr, boolean bootable, VdiType type) {}

    private ProvisionDisks() {}

    /** @throws CallFailure.InvalidValue when the text is not what templates hold */
    static List<Disk> parse(String xml) {
        if (xml.length() > MOST_CHARACTERS) {
            throw invalid("it is longer than any list of disks");
        }
        var disks = new ArrayList<Disk>();
        try {
            XMLStreamReader reader = reader(xml);
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw invalid("it must have no document type");
                }
                if (event == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("disk")) {
                    disks.add(disk(reader));
                }
                if (disks.size() > MOST_DISKS) {
                    throw invalid("it asks for more disks than a VM can have");
                }
            }
        } catch (XMLStreamException malformed) {
            throw invalid("it is not well-formed XML");
        }
        return disks;
    }

    private static XMLStreamReader reader(String xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory.createXMLStreamReader(new StringReader(xml));
    }

    private static Disk disk(XMLStreamReader element) {
        String device = attribute(element, "device");
        String size = attribute(element, "size");
        if (device.isEmpty() || !size.matches("[0-9]{1,18}") || Long.parseLong(size) == 0) {
            throw invalid("each disk needs a device and a size in bytes");
        }
        return new Disk(
                device,
                Long.parseLong(size),
                attribute(element, "sr"),
                attribute(element, "bootable").equals("true"),
                attribute(element, "type").equals("user") ? VdiType.USER : VdiType.SYSTEM);
    }

    private static String attribute(XMLStreamReader element, String name) {
        String value = element.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static CallFailure.InvalidValue invalid(String why) {
        return new CallFailure.InvalidValue("other_config:disks", why);
    }
}
