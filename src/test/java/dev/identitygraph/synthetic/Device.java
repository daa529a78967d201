package dev.identitygraph.synthetic;

/** A browser, by its cookie, or an installation of the app. */
record Device(boolean browser, String id) {
    String namespace() {
        return browser ? "cookie" : "app";
    }

    String cookie() {
        return browser ? id : "";
    }

    String app() {
        return browser ? "" : id;
    }
}
