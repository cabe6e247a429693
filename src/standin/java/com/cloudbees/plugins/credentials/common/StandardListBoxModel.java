package com.cloudbees.plugins.credentials.common;

import hudson.Util;

/** A drop-down list of credentials, shown by their descriptions. */
public class StandardListBoxModel extends AbstractIdCredentialsListBoxModel<StandardListBoxModel, StandardCredentials> {
    private static final long serialVersionUID = 1L;

    @Override
    protected String describe(StandardCredentials c) {
        String description = Util.fixEmptyAndTrim(c.getDescription());
        return description == null ? c.getId() : description;
    }
}
