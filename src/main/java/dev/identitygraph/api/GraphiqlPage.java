package dev.identitygraph.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves GraphiQL's page, and tells it which clients it may offer. The page itself gets the tokens. */
@Configuration(proxyBeanMethods = false)
class GraphiqlPage implements WebMvcConfigurer {
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        // The page's own paths are relative, so its address ends in a slash.
        registry.addViewController("/graphiql/").setViewName("forward:/graphiql/index.html");
        registry.addRedirectViewController("/graphiql", "/graphiql/");
        registry.addRedirectViewController("/", "/graphiql/");
    }

    /** What the page asks first. Nothing in it is a secret. */
    @RestController
    static class Access {
        private final GraphiqlAccess access;
        private final TrustedIssuers trusted;

        Access(GraphiqlAccess access, TrustedIssuers trusted) {
            this.access = access;
            this.trusted = trusted;
        }

        @GetMapping("/graphiql/access.json")
        Map<String, @Nullable Object> access() {
            var told = new HashMap<String, @Nullable Object>();
            told.put("clients", trusted.issuers().isEmpty() ? List.of() : access.clients());
            told.put("scope", access.scope());
            told.put("demoTokens", access.demoTokens());
            trusted.issuers().stream().findFirst().ifPresent(issuer -> told.put("issuer", issuer.uri()));
            return told;
        }
    }
}
