package dev.identitygraph.store;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the keys. */
@Configuration(proxyBeanMethods = false)
public class KeyConfiguration {
    @Bean
    KeyStore keyStore(@Value("${identity-graph.keys}") Path folder) {
        return new KeyStore(folder);
    }

    @Bean
    Pseudonyms pseudonyms(KeyStore keys) {
        return keys.pseudonyms();
    }

    @Bean
    AddressCipher addressCipher(KeyStore keys) {
        return keys.addresses();
    }

    @Bean
    Tokens tokens(KeyStore keys) {
        return keys.tokens();
    }

    @Bean
    Signatures signatures(KeyStore keys) {
        return keys.signatures();
    }
}
