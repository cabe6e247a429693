package io.jenkins.plugins.releaseflow.rehearsal.jenkins;

import hudson.model.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The facts of an ended build, as read from its {@code build.xml}.
 *
 * @param timestamp when it started, in milliseconds since 1970
 * @param duration in milliseconds
 * @param result how it ended; empty if it was cut off
 * @param description what somebody wrote about it
 */
record SavedBuild(long timestamp, long duration, Optional<Result> result, Optional<String> description) {

    /** Reads the file; empty if there is none. */
    static Optional<SavedBuild> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element build = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
            return Optional.of(new SavedBuild(
                    child(build, "timestamp").map(Long::parseLong).orElse(0L),
                    child(build, "duration").map(Long::parseLong).orElse(0L),
                    child(build, "result").map(Result::fromString),
                    child(build, "description")));
        } catch (SAXException | ParserConfigurationException | NumberFormatException e) {
            throw new IOException("The record of a build, " + file + ", is damaged: " + e.getMessage(), e);
        }
    }

    private static Optional<String> child(Element parent, String name) {
        NodeList children = parent.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element child && child.getTagName().equals(name)) {
                return Optional.of(child.getTextContent());
            }
        }
        return Optional.empty();
    }
}
