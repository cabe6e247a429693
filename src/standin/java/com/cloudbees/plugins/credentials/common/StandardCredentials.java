package com.cloudbees.plugins.credentials.common;

/** Credentials that people can tell apart. */
public interface StandardCredentials extends IdCredentials {
    /** What they are for; may be empty. */
    String getDescription();
}
