// When the sizes of segments were last released for a purpose.
CREATE CONSTRAINT release_purpose FOR (n:Release) REQUIRE n.purpose IS UNIQUE;
