package io.xapid.model.meta;

/** The weakest role that may do something, and whether a client certificate does as well. */
public record Permission(Role role, boolean orClientCertificate) {
    public static Permission of(Role role) {
        return new Permission(role, false);
    }

    public boolean allows(Role held) {
        return held.includes(role) || (orClientCertificate && held == Role.CLIENT_CERT);
    }

    /** As the API description spells it. */
    public String describe() {
        return role.wireName() + (orClientCertificate ? "+client-cert" : "");
    }
}
