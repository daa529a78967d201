package dev.identitygraph.api;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the style and the guide of the Neo4j Browser to the pages of the Browser, which come from another origin. No
 * page of any other origin may read them, and the Browser's may read nothing else.
 */
@Configuration(proxyBeanMethods = false)
class BrowserResources implements WebMvcConfigurer {
    private static final String PATHS = "/browser/**";

    private final String[] origins;

    BrowserResources(@Value("${identity-graph.browser-origins:http://localhost:7474}") String[] origins) {
        this.origins = origins;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // A Browser that keeps a copy asks whether it is the latest.
        registry.addResourceHandler(PATHS)
                .addResourceLocations("classpath:graph-schema/browser/")
                .setCacheControl(CacheControl.noCache());
    }

    @Override
    public void addCorsMappings(CorsRegistry registry) {
        // The Browser sends headers against caching with its request for the guide, so it asks beforehand.
        registry.addMapping(PATHS).allowedOrigins(origins).allowedMethods("GET");
    }
}
