package hudson.model;

import hudson.ExtensionList;
import hudson.XmlFile;
import java.io.File;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.Loadable;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What is known of a describable class as such; one instance for each class. Its non-transient fields are configuration
 * that {@link #save} and {@link #load} keep in one file in the home directory.
 *
 * @param <T> the base type of what is described
 */
public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable {
    private static final Logger LOGGER = Logger.getLogger(Descriptor.class.getName());

    /** The class that is described. */
    public final transient Class<? extends T> clazz;

    /** @param clazz the class that is described, or {@link #self()} */
    @SuppressWarnings("unchecked")
    protected Descriptor(Class<? extends T> clazz) {
        this.clazz = clazz == (Class<?>) Self.class ? (Class<? extends T>) getClass() : clazz;
    }

    /** Describes the class that the descriptor's class is nested in. */
    @SuppressWarnings("unchecked")
    protected Descriptor() {
        this.clazz = (Class<? extends T>) getClass().getEnclosingClass();
        if (clazz == null || !Describable.class.isAssignableFrom(clazz)) {
            throw new AssertionError(getClass() + " doesn't have an outer describable class. "
                    + "Use the constructor that takes the Class object explicitly.");
        }
    }

    /** The name as shown to people. */
    public String getDisplayName() {
        return clazz.getSimpleName();
    }

    /** Names the configuration's file. */
    public String getId() {
        return clazz.getName();
    }

    /** Takes what a form sent. */
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        return true;
    }

    /** Makes one of what a form sent. */
    public T newInstance(StaplerRequest2 req, JSONObject formData) throws FormException {
        return req.bindJSON(clazz, formData);
    }

    public final boolean isSubTypeOf(Class<?> type) {
        return type.isAssignableFrom(clazz);
    }

    /** Writes the configuration; a failure is logged. */
    @Override
    public synchronized void save() {
        try {
            getConfigFile().write(this);
        } catch (IOException x) {
            LOGGER.log(Level.WARNING, "Failed to save " + getConfigFile(), x);
        }
    }

    /** Reads the configuration if there is any; a failure is logged. Usually called by the constructor. */
    @Override
    public synchronized void load() {
        XmlFile file = getConfigFile();
        if (!file.exists()) {
            return;
        }
        try {
            file.unmarshal(this);
        } catch (IOException x) {
            LOGGER.log(Level.WARNING, "Failed to load " + file, x);
        }
    }

    protected XmlFile getConfigFile() {
        return new XmlFile(new File(Jenkins.get().getRootDir(), getId() + ".xml"));
    }

    /** The descriptor of a class or of that id, or null. */
    @SuppressWarnings("rawtypes")
    public static Descriptor find(String className) {
        for (Descriptor descriptor : ExtensionList.lookup(Descriptor.class)) {
            if (descriptor.getId().equals(className)
                    || descriptor.clazz.getName().equals(className)) {
                return descriptor;
            }
        }
        return null;
    }

    /** Stands for the descriptor's own class, for those that describe themselves. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    protected static Class self() {
        return Self.class;
    }

    private static final class Self {}

    /** What a form sent can't be taken. */
    public static final class FormException extends Exception implements HttpResponse {
        private static final long serialVersionUID = 1L;

        private final String formField;

        public FormException(String message, String formField) {
            super(message);
            this.formField = formField;
        }

        public FormException(String message, Throwable cause, String formField) {
            super(message, cause);
            this.formField = formField;
        }

        /** The field that is to blame. */
        public String getFormField() {
            return formField;
        }
    }
}
