package dev.identitygraph.consent;

import dev.identitygraph.identity.Purposes;
import dev.identitygraph.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** Reads what signals mean. A fault stops the start. */
@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {
    @Bean
    Signals signals(@Value("${identity-graph.signals}") Resource file, Purposes purposes, Clock clock)
            throws IOException {
        try (var in = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            return new Signals(
                    SignalMapping.read(YamlValue.read(String.valueOf(file.getFilename()), in), purposes), clock);
        }
    }
}
