package com.cloudbees.plugins.credentials.impl;

import com.cloudbees.plugins.credentials.BaseCredentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Util;
import java.util.UUID;

/** Credentials with a scope, an id and a description; equal when their ids are. */
public abstract class BaseStandardCredentials extends BaseCredentials implements StandardCredentials {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String description;

    /** @param id an empty one is replaced by one that nobody else has */
    public BaseStandardCredentials(CredentialsScope scope, String id, String description) {
        super(scope);
        this.id = Util.fixEmpty(id) == null ? UUID.randomUUID().toString() : id;
        this.description = Util.fixNull(description);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public final boolean equals(Object o) {
        return o instanceof StandardCredentials that && id.equals(that.getId());
    }

    @Override
    public final int hashCode() {
        return id.hashCode();
    }
}
