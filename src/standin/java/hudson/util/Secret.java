package hudson.util;

import com.thoughtworks.xstream.converters.SingleValueConverter;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import jenkins.model.Jenkins;

/** A text that is encrypted wherever it is kept, with a key that lies in the home directory. */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** The text itself: never to be shown. */
    public String getPlainText() {
        return value;
    }

    /** The text itself, for callers that only know strings. */
    @Override
    @Deprecated
    public String toString() {
        return value;
    }

    /** A form that may be kept on disk, different each time. */
    public String getEncryptedValue() {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, nonce, value.getBytes(StandardCharsets.UTF_8));
        byte[] whole = Arrays.copyOf(nonce, nonce.length + encrypted.length);
        System.arraycopy(encrypted, 0, whole, nonce.length, encrypted.length);
        return "{" + Base64.getEncoder().encodeToString(whole) + "}";
    }

    /** The secret of an {@linkplain #getEncryptedValue encrypted form}, or null if it is not one. */
    public static Secret decrypt(String data) {
        if (data == null || !data.startsWith("{") || !data.endsWith("}")) {
            return null;
        }
        try {
            byte[] whole = Base64.getDecoder().decode(data.substring(1, data.length() - 1));
            byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
            byte[] plain = crypt(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(whole, NONCE_BYTES, whole.length));
            return new Secret(new String(plain, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | IllegalStateException | ArrayIndexOutOfBoundsException x) {
            return null;
        }
    }

    /** The secret of a plain text or of an encrypted form. */
    public static Secret fromString(String data) {
        String text = data == null ? "" : data;
        Secret decrypted = Jenkins.getInstanceOrNull() == null ? null : decrypt(text);
        return decrypted == null ? new Secret(text) : decrypted;
    }

    /** The text of a secret, or null for null. */
    public static String toString(Secret s) {
        return s == null ? null : s.value;
    }

    @Override
    public boolean equals(Object that) {
        return that instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    private static byte[] crypt(int mode, byte[] nonce, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException x) {
            throw new IllegalStateException("The secret cannot be read with the key in the home directory", x);
        }
    }

    private static synchronized byte[] key() {
        Path file = new File(Jenkins.get().getRootDir(), "secrets/hudson.util.Secret").toPath();
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[16];
                new SecureRandom().nextBytes(fresh);
                Files.createDirectories(file.getParent());
                Files.write(file, fresh);
            }
            return Files.readAllBytes(file);
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
    }

    /** Keeps secrets encrypted in XML. */
    static final class ConverterImpl implements SingleValueConverter {
        @Override
        public boolean canConvert(@SuppressWarnings("rawtypes") Class type) {
            return type == Secret.class;
        }

        @Override
        public String toString(Object obj) {
            return ((Secret) obj).getEncryptedValue();
        }

        @Override
        public Object fromString(String str) {
            return Secret.fromString(str);
        }
    }
}
