/** Who speaks about a claim: the three parties, or the rule when a time has run out. */
export const disputeParties = ["buyer", "trade_center", "koperasi", "rule"] as const;
export type DisputeParty = (typeof disputeParties)[number];

/** What they say of it. */
export const disputeDeeds = [
  "opened",
  "heard",
  "accepted",
  "contested",
  "silent",
  "granted",
  "granted_in_part",
  "refused",
  "lapsed",
  "withdrawn",
] as const;
export type DisputeDeed = (typeof disputeDeeds)[number];
