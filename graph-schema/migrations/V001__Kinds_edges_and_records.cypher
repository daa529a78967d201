// One node for each identity: look-up is by keyed digest.
CREATE CONSTRAINT customer_digest FOR (n:Customer) REQUIRE n.digest IS UNIQUE;
CREATE CONSTRAINT email_digest FOR (n:Email) REQUIRE n.digest IS UNIQUE;
CREATE CONSTRAINT device_digest FOR (n:Device) REQUIRE n.digest IS UNIQUE;
CREATE CONSTRAINT segment_digest FOR (n:Segment) REQUIRE n.digest IS UNIQUE;

// One edge for each type, pair of ends and source.
CREATE CONSTRAINT has_email_edge_id FOR ()-[r:HAS_EMAIL]-() REQUIRE r.edgeId IS UNIQUE;
CREATE CONSTRAINT uses_edge_id FOR ()-[r:USES]-() REQUIRE r.edgeId IS UNIQUE;
CREATE CONSTRAINT seen_on_edge_id FOR ()-[r:SEEN_ON]-() REQUIRE r.edgeId IS UNIQUE;
CREATE CONSTRAINT in_segment_edge_id FOR ()-[r:IN_SEGMENT]-() REQUIRE r.edgeId IS UNIQUE;
CREATE CONSTRAINT synced_with_edge_id FOR ()-[r:SYNCED_WITH]-() REQUIRE r.edgeId IS UNIQUE;
CREATE CONSTRAINT onboarded_as_edge_id FOR ()-[r:ONBOARDED_AS]-() REQUIRE r.edgeId IS UNIQUE;
CREATE CONSTRAINT same_as_edge_id FOR ()-[r:SAME_AS]-() REQUIRE r.edgeId IS UNIQUE;

// Flat records, which no relationship ties to the four kinds.
CREATE CONSTRAINT source_name FOR (n:Source) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT observation_id FOR (n:Observation) REQUIRE n.observationId IS UNIQUE;
CREATE CONSTRAINT consent_record_id FOR (n:ConsentRecord) REQUIRE n.consentRecordId IS UNIQUE;
CREATE INDEX consent_record_subject FOR (n:ConsentRecord) ON (n.subject);
CREATE CONSTRAINT key_check_name FOR (n:KeyCheck) REQUIRE n.name IS UNIQUE;
