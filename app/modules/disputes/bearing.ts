/**
 * Who bears a loss that the trade center grants: cause × terms of delivery × where it happened. The table is the house's
 * reading of the rules below, to be checked by the parties' lawyers (*verify*):
 *
 * - Until delivery the goods are at the seller's risk and hidden faults stay its own (KUHPerdata 1474, 1491, 1504–1510).
 *   Franco, delivery is at the buyer's door; loco, at the trade center's gate, and the road is the buyer's.
 * - Who carries for payment answers for what is lost or damaged on the way (UU 22/2009 psl. 188, 193; KUHD 91).
 * - Who reads the scales answers for what they said: the gate signs for the weight that left (Bukti Timbang).
 *
 *   | where it happened         | franco: short | broken  | quality  | loco: short  | broken   | quality  |
 *   |---------------------------|---------------|---------|----------|--------------|----------|----------|
 *   | origin, before the gate   | trade center  | koperasi| koperasi | trade center | koperasi | koperasi |
 *   | road, gate to destination | carrier       | carrier | carrier  | buyer        | buyer    | buyer    |
 *   | destination, unloaded     | buyer         | buyer   | buyer    | buyer        | buyer    | buyer    |
 */
export const causes = ["short", "broken", "quality"] as const;
export type Cause = (typeof causes)[number];

export const stages = ["origin", "road", "destination"] as const;
export type Stage = (typeof stages)[number];

export const bearers = ["koperasi", "carrier", "trade_center", "buyer"] as const;
export type Bearer = (typeof bearers)[number];

/** Franco: delivered, freight is the sellers'. Loco: fetched, freight is the buyer's. */
export type Terms = "franco" | "loco";

export function termsOf(freightPaidBy: "buyer" | "seller"): Terms {
  return freightPaidBy === "seller" ? "franco" : "loco";
}

const atOrigin: Readonly<Record<Cause, Bearer>> = {
  short: "trade_center",
  broken: "koperasi",
  quality: "koperasi",
};

/** Who bears it; a total function of the table above. */
export function bearerOf(cause: Cause, terms: Terms, stage: Stage): Bearer {
  switch (stage) {
    case "origin":
      return atOrigin[cause];
    case "road":
      return terms === "franco" ? "carrier" : "buyer";
    case "destination":
      return "buyer";
  }
}
