package org.springframework.security.core;

import java.io.Serializable;
import java.security.Principal;

/** Who acts. Jenkins takes this type from Spring Security; here it only has a name. */
public interface Authentication extends Principal, Serializable {}
