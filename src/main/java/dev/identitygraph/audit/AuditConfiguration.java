package dev.identitygraph.audit;

import dev.identitygraph.store.Signatures;
import java.io.IOException;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the chain of this instance. One that is broken, or that another instance writes, stops the start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditConfiguration {
    @Bean
    AuditLog auditLog(AuditSettings settings, Clock clock) throws IOException {
        return new AuditLog(settings, clock);
    }

    @Bean(destroyMethod = "export")
    HeadExport headExport(AuditLog log, Signatures signatures, AuditSettings settings, Clock clock) {
        return new HeadExport(log, signatures, settings.heads(), clock);
    }

    @Bean
    Disclosures disclosures(AuditSettings settings) {
        return new Disclosures(settings.folder());
    }
}
