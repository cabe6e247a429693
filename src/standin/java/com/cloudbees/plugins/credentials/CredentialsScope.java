package com.cloudbees.plugins.credentials;

import hudson.model.ModelObject;
import java.io.Serializable;

/** Where credentials may be used. */
public enum CredentialsScope implements Serializable {
    /** By the host itself, never by items. */
    SYSTEM {
        @Override
        public boolean isVisible(ModelObject context) {
            return context instanceof jenkins.model.Jenkins;
        }

        @Override
        public String getDisplayName() {
            return "System (Jenkins and nodes only)";
        }
    },
    /** By the items of the place they are kept in, and below. */
    GLOBAL {
        @Override
        public boolean isVisible(ModelObject context) {
            return true;
        }

        @Override
        public String getDisplayName() {
            return "Global (Jenkins, nodes, items, all child items, etc)";
        }
    },
    /** By one user. */
    USER {
        @Override
        public boolean isVisible(ModelObject context) {
            return context instanceof hudson.model.User;
        }

        @Override
        public String getDisplayName() {
            return "User";
        }
    };

    /** Whether credentials of this scope are seen there. */
    public abstract boolean isVisible(ModelObject context);

    public abstract String getDisplayName();
}
