package dev.identitygraph.consent;

import dev.identitygraph.identity.Purposes;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
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
        var text = new YamlText(String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
        return new Signals(SignalMapping.read(text.value(), purposes), clock);
    }
}
