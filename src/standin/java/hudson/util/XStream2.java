package hudson.util;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.io.HierarchicalStreamDriver;
import com.thoughtworks.xstream.io.xml.StaxDriver;

/** XStream set up for what hosts keep on disk: unknown elements are skipped, and only known families of types are read. */
public class XStream2 extends XStream {
    public XStream2() {
        this(getDefaultDriver());
    }

    public XStream2(HierarchicalStreamDriver hierarchicalStreamDriver) {
        super(hierarchicalStreamDriver);
        ignoreUnknownElements();
        allowTypesByWildcard(new String[] {
            "hudson.**", "jenkins.**", "io.jenkins.**", "org.jenkinsci.**", "com.cloudbees.**", "java.time.**"
        });
        registerConverter(new Secret.ConverterImpl());
    }

    public static HierarchicalStreamDriver getDefaultDriver() {
        return new StaxDriver();
    }

    /** Reads elements of an old name as the given class. */
    public void addCompatibilityAlias(String oldClassName, Class<?> newClass) {
        alias(oldClassName, newClass);
    }
}
