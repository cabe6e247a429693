package com.cloudbees.plugins.credentials;

import java.io.Serializable;

/** Says which credentials are wanted. */
public interface CredentialsMatcher extends Serializable {
    boolean matches(Credentials item);
}
