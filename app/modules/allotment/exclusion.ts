import type { Cooling, Willingness } from "../contracts/schedule.ts";
import type { OrganisationState } from "../identity/organisation.ts";

/**
 * Why a koperasi of a call-off does not share in a round. It stands beside the shares on the table of the staff and on the
 * published one: whoever is left out reads why, and everyone else does too.
 */
export const exclusions = [
  "suspended",
  "unverified",
  "paperExpired",
  "paperMissing",
  "gradeBelow",
  "noColdChain",
  "laneClosed",
  "openDispute",
  "unwilling",
  "turnedDown",
  "noCapacity",
  "noRoom",
] as const;
export type Exclusion = (typeof exclusions)[number];

/** One koperasi that is left out, of one wave or, with null, of all of them. */
export type LeftOut = {
  readonly koperasiId: string;
  readonly callOffId: string | null;
  readonly why: Exclusion;
};

/** What is known of a koperasi on the day of a wave. */
export type Fitness = {
  readonly state: OrganisationState;
  /** The licences of its business and the papers that the goods demand, as far as it handed them in, still hold on that day. */
  readonly isLicensed: boolean;
  /** It handed in every licence that the goods demand. */
  readonly hasPapers: boolean;
  /** What it lists of the commodity is of the wanted grade or a better one; true for one that lists nothing. */
  readonly isOfGrade: boolean;
  /** False when the lane between its city and the trade center's was recorded and has been closed. */
  readonly isReached: boolean;
  /** No claim on its goods, for which it was told to answer, waits for this trade center's decision. */
  readonly isUndisputed: boolean;
  readonly keepsCold: boolean;
  readonly willingness: Willingness;
};

/** Why it may not share in a wave that travels in such a vehicle, whatever room it has; null when it may. */
export function unfitFor(cooling: Cooling, koperasi: Fitness): Exclusion | null {
  if (koperasi.state === "suspended") return "suspended";
  if (koperasi.state !== "active") return "unverified";
  if (!koperasi.isLicensed) return "paperExpired";
  if (!koperasi.hasPapers) return "paperMissing";
  if (!koperasi.isOfGrade) return "gradeBelow";
  if (cooling !== "ambient" && !koperasi.keepsCold) return "noColdChain";
  if (!koperasi.isReached) return "laneClosed";
  if (!koperasi.isUndisputed) return "openDispute";
  return koperasi.willingness === "no" ? "unwilling" : null;
}
