import { z } from "zod";

/**
 * Ids are text: a prefix that says what it names, an underscore, and a UUIDv7 in base 32. They sort by birth
 * within a prefix, can be read aloud, and a wrong kind of id is seen at a glance.
 */
export const idPrefixes = {
  person: "per",
  organisation: "org",
  membership: "mbr",
  session: "ses",
  invitation: "inv",
  resetToken: "rst",
  passkey: "psk",
  passkeyChallenge: "pkc",
  recoveryCode: "rcv",
  recovery: "rec",
  verification: "ver",
  file: "fil",
  account: "acc",
  entry: "ent",
  posting: "pst",
  document: "doc",
  listing: "lst",
  warehouse: "whs",
  lot: "lot",
  producer: "prd",
  harvestAsk: "hva",
  harvestSlip: "hvs",
  producerWord: "pwd",
  lotMove: "lmv",
  lotCostMove: "lcm",
  ceiling: "cei",
  referencePrice: "ref",
  priceImport: "pim",
  listingImport: "lim",
  parameter: "par",
  budget: "bgt",
  funding: "fnd",
  closing: "cls",
  bundle: "bdl",
  food: "fod",
  foodGoods: "fgd",
  recipe: "rsp",
  menuCycle: "cyc",
  calendarMark: "cal",
  receivingWindow: "rcw",
  school: "skl",
  stockParcel: "stp",
  stockEntry: "stk",
  order: "ord",
  orderLine: "orl",
  priceEvidence: "pev",
  orderTemplate: "otp",
  standingOrder: "sdo",
  commitment: "cmt",
  purchaseNote: "nbl",
  paymentTerms: "ptm",
  supplyFramework: "sfw",
  matchRun: "mrn",
  matchNight: "mnt",
  contract: "con",
  contractLine: "cln",
  contractRate: "crt",
  suspension: "sus",
  callOff: "cof",
  capacity: "cap",
  round: "rnd",
  allotment: "alt",
  vehicle: "veh",
  trip: "trp",
  stop: "stp",
  ride: "rid",
  ridePlace: "rpl",
  driverMark: "dmk",
  shipment: "shp",
  shipmentLine: "shl",
  receipt: "rcp",
  secondWeighing: "swg",
  appeal: "apl",
  appealLine: "aln",
  claim: "clm",
  dispute: "dsp",
  disputeLine: "dsl",
  disputeWord: "dsw",
  costCorrection: "tcc",
  freightCorrection: "frc",
  consignment: "cns",
  consignmentLine: "csl",
  consignmentSettlement: "cst",
  invoice: "bil",
  invoiceLine: "bll",
  invoicePart: "blp",
  objection: "obj",
  creditNote: "crn",
  correction: "cor",
  debitNote: "dbn",
  debitSetOff: "dso",
  receivable: "vrc",
  receivableAssignment: "ras",
  assignmentProceeds: "rap",
  turnoverWord: "tov",
  taxNumber: "txn",
  creditLimit: "crl",
  sellingGrant: "sgr",
  payment: "pay",
  allocation: "all",
  netting: "ntg",
  bankStatement: "bks",
  bankLine: "bkl",
  bankMatch: "bkm",
  payout: "pyt",
  payoutBatch: "pyb",
  promise: "jnj",
  refund: "rfd",
  cardRefund: "crf",
  cardShare: "cps",
  setOff: "sto",
  ratingAnswer: "rta",
  remittance: "rmt",
  taxRemittance: "stj",
  cooperativeMember: "agt",
  articles: "art",
  savings: "smp",
  leaving: "lve",
  cooperativePayment: "cpy",
  annualMeeting: "rat",
  distribution: "shu",
  statement: "stm",
  notice: "ntc",
  mail: "mal",
  apiKey: "key",
  event: "evt",
  audit: "aud",
  link: "lnk",
  lane: "lan",
  failure: "jfl",
} as const;

export type IdKind = keyof typeof idPrefixes;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** 16 bytes as 26 characters of Crockford base 32; order of bytes is order of text. */
export function base32Of(bytes: Uint8Array): string {
  let text = "";
  // 130 bits for 128: the first character holds three, every other one five.
  let held = 2;
  let bits = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    for (held += 8; held >= 5; held -= 5) text += ALPHABET[(bits >> (held - 5)) & 31];
    bits &= 31;
  }
  return text;
}

/** A schema that takes only ids of this kind. `missing` is the code of the refusal where none is given, if that has words of its own. */
export function idOf(kind: IdKind, missing?: string): z.ZodType<string, string> {
  return z
    .string({ error: (issue) => (issue.input === undefined ? missing : undefined) })
    .regex(new RegExp(`^${idPrefixes[kind]}_[0-9a-hjkmnp-tv-z]{26}$`), { error: "kernel.notId" });
}
