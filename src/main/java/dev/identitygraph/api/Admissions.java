package dev.identitygraph.api;

import dev.identitygraph.client.Caller;
import dev.identitygraph.client.Clients;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.query.Policies;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Admits the callers that are registered, by the registrations that are in force at that moment. */
@Component
class Admissions implements AuthorizationManager<RequestAuthorizationContext> {
    private final TrustedIssuers issuers;
    private final Policies policies;

    Admissions(TrustedIssuers issuers, Policies policies) {
        this.issuers = issuers;
        this.policies = policies;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        return admit(caller(authentication.get()), policies.current().clients());
    }

    /** Who asks, or nothing where the request has no token. */
    static Optional<Caller> caller(@Nullable Authentication authentication) {
        return authentication != null
                        && authentication.isAuthenticated()
                        && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    Admission admit(Optional<Caller> caller, Clients clients) {
        var client = caller.flatMap(
                known -> clients.find(known.client()).filter(registered -> issuers.vouchFor(known, registered)));
        if (client.isEmpty()) {
            return denied(
                    Fault.Code.CLIENT_UNKNOWN,
                    "The request's token is not of a registered client."
                            + " Where several issuers are trusted, a registration counts for the issuer that it states.");
        }
        return client.get().suspended()
                ? denied(Fault.Code.CLIENT_SUSPENDED, "The client is suspended. Whoever runs this server can say why.")
                : new Admission.Admitted(client.get());
    }

    private static Admission denied(Fault.Code code, String message) {
        return new Admission.Denied(Fault.ofRequest(code, message));
    }
}
