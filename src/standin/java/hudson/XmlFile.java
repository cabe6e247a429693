package hudson;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.XStreamException;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.xml.PrettyPrintWriter;
import com.thoughtworks.xstream.io.xml.StaxDriver;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** An object as XML in a file, replaced as a whole on each write. */
public final class XmlFile {
    private final XStream xs;
    private final File file;

    public XmlFile(File file) {
        this(new XStream2(), file);
    }

    public XmlFile(XStream xs, File file) {
        this.xs = xs;
        this.file = file;
    }

    public File getFile() {
        return file;
    }

    public XStream getXStream() {
        return xs;
    }

    /** Reads the object. */
    public Object read() throws IOException {
        return unmarshal(null);
    }

    /** Reads the object's fields into the given object, or into a new one for null. */
    public Object unmarshal(Object o) throws IOException {
        try (Reader content = Files.newBufferedReader(file.toPath())) {
            HierarchicalStreamReader xml = new StaxDriver().createReader(content);
            return xs.unmarshal(xml, o);
        } catch (XStreamException x) {
            throw new IOException("Unable to read " + file, x);
        }
    }

    /** Writes the object; a reader sees the old or the new content, never a part. */
    public void write(Object o) throws IOException {
        mkdirs();
        Path target = file.toPath().toAbsolutePath();
        Path fresh = Files.createTempFile(target.getParent(), file.getName(), ".tmp");
        try {
            try (Writer content = Files.newBufferedWriter(fresh)) {
                content.write("<?xml version='1.1' encoding='UTF-8'?>\n");
                xs.marshal(o, new PrettyPrintWriter(content));
            } catch (XStreamException x) {
                throw new IOException("Unable to write " + file, x);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    public boolean exists() {
        return file.exists();
    }

    public void delete() throws IOException {
        Files.deleteIfExists(file.toPath());
    }

    /** Makes the directories that the file lies in. */
    public void mkdirs() throws IOException {
        Files.createDirectories(file.getAbsoluteFile().toPath().getParent());
    }

    public String asString() throws IOException {
        return Files.readString(file.toPath());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
