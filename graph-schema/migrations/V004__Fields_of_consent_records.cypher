// Records of an earlier release lack the fields of ISO/IEC TS 27560.
MATCH (n:ConsentRecord) WHERE n.validFrom IS NULL
SET n.validFrom = n.givenAt, n.controller = '', n.noticeVersion = '', n.jurisdiction = '', n.recipients = [],
    n.howGiven = '', n.objection = false;
