package dev.identitygraph.api;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpCookie;
import org.springframework.util.MultiValueMap;

/**
 * Which cookies of a request name a device of ours: the one from which it comes.
 *
 * @param deviceCookies the name of the cookie, by the namespace of the device that its value names
 */
@ConfigurationProperties("identity-graph")
record OwnDevices(@DefaultValue Map<String, String> deviceCookies) {

    /** The values of a request's cookies, by namespace. A cookie that says two things says nothing. */
    Map<String, String> of(MultiValueMap<String, HttpCookie> cookies) {
        var devices = new HashMap<String, String>();
        deviceCookies.forEach((namespace, name) -> {
            var values = new HashSet<String>();
            cookies.getOrDefault(name, List.of()).forEach(cookie -> values.add(cookie.getValue()));
            if (values.size() == 1) {
                devices.put(namespace, values.iterator().next());
            }
        });
        return devices;
    }
}
