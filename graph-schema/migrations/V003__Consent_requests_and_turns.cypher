// Who has the turn to derive edges, and when it was last taken.
CREATE CONSTRAINT turn_name FOR (n:Turn) REQUIRE n.name IS UNIQUE;

// What a client has asked to record, so that it is done once.
CREATE CONSTRAINT consent_request_id FOR (n:ConsentRequest) REQUIRE n.consentRequestId IS UNIQUE;

// Consents that begin to count at a later time.
CREATE INDEX consent_record_valid_from FOR (n:ConsentRecord) ON (n.validFrom);
