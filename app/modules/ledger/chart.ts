import type { OrganisationKind } from "#app/kernel/call.ts";

/**
 * The accounts that a deed of the trade may touch, shaped after SAK EP. What every party to the trade has (cash, receivables, payables, sales,
 * purchases) is one list; what only one kind of organisation can have (savings of members, levies, money of the programme) names it, so each
 * kind has a chart of its own (`chartOf`), and the database opens no account outside of it.
 * An account may be followed per subject: a receivable per buyer, a payable per seller, a budget per envelope.
 */
export const accountKinds = ["asset", "liability", "equity", "income", "expense", "memo"] as const;
export type AccountKind = (typeof accountKinds)[number];

type AccountPlan = {
  readonly code: string;
  readonly kind: AccountKind;
  /** What `subjectId` names, or null for a plain account. */
  readonly subject: "organisation" | "producer" | "budget" | "member" | null;
  /** Which kinds of organisation can have it; all of them where it is not said. The database says the same (`account_is_of`). */
  readonly kinds?: readonly OrganisationKind[];
  /** Bounds that the database keeps on the balance (debit positive). */
  readonly balanceMin?: bigint;
  readonly balanceMax?: bigint;
};

const KOPERASI: readonly OrganisationKind[] = ["koperasi"];
const KITCHENS: readonly OrganisationKind[] = ["kitchen"];
/** Trade centers: only they hold contracts between regions. */
const HUBS: readonly OrganisationKind[] = ["trade_center"];
/** Those that a treasurer of the government may buy for. */
const TREASURED: readonly OrganisationKind[] = ["kitchen", "trade_center"];

export const chart = {
  cash: { code: "1100", kind: "asset", subject: null },
  /** Paid by card and not yet paid out by the provider. */
  heldByProvider: { code: "1150", kind: "asset", subject: null },
  /** Paid by card and asked back by the payer's bank: nobody's until the provider says whose it is. */
  heldInDispute: { code: "1155", kind: "asset", subject: null },
  /** Sent by the provider to the own bank, and not seen there yet. */
  inTransit: { code: "1160", kind: "asset", subject: null },
  /** Between the two halves of a netting with this organisation: nothing before and after, for both halves are one deed. */
  netted: { code: "1170", kind: "asset", subject: "organisation" },
  receivable: { code: "1200", kind: "asset", subject: "organisation" },
  /** Claims on this buyer that were assigned: what their assignees owe for them. Below nothing where a credit note came after their money. */
  receivableAssigned: { code: "1210", kind: "asset", subject: "organisation" },
  /** Paid before the goods came: the buyer's money until they are accepted. */
  advancePaid: { code: "1300", kind: "asset", subject: "organisation" },
  /** Paid beyond what a seller asked for: one's own, until an invoice takes it or it comes back. */
  depositPaid: { code: "1310", kind: "asset", subject: "organisation", balanceMin: 0n },
  /** Goods bought to be sold, at what they cost: the sum of the values of bought lots, so never below nothing. */
  inventory: { code: "1400", kind: "asset", subject: null, balanceMin: 0n },
  /** Income tax that buyers withheld and handed to the state: counts towards the year's. */
  taxPrepaid: { code: "1500", kind: "asset", subject: null },
  payable: { code: "2100", kind: "liability", subject: "organisation" },
  payableProducer: { code: "2110", kind: "liability", subject: "producer" },
  /** For goods in custody that were sold or lost, never for goods of one's own. */
  payableConsignor: { code: "2111", kind: "liability", subject: "producer" },
  payableConsigningOrganisation: { code: "2121", kind: "liability", subject: "organisation" },
  /** Owed to this seller for receivables that it assigned. Above nothing where it owes some of what it was given for them back. */
  owedForReceivables: { code: "2130", kind: "liability", subject: "organisation" },
  /** Owed for goods that were taken into stock, until their seller's invoice is issued. */
  goodsReceived: { code: "2150", kind: "liability", subject: "organisation" },
  advanceReceived: { code: "2300", kind: "liability", subject: "organisation", kinds: HUBS },
  /** What buyers paid beyond their invoices: theirs still, and never used twice. */
  customerDeposit: { code: "2310", kind: "liability", subject: "organisation", balanceMax: 0n },
  vatOut: { code: "2400", kind: "liability", subject: null },
  /** Income tax withheld of sellers, to be handed to the state. */
  taxWithheld: { code: "2410", kind: "liability", subject: null },
  /** VAT of sellers that a treasurer of the government kept, to be handed to the state. */
  vatKept: { code: "2420", kind: "liability", subject: null, kinds: TREASURED },
  levyPayable: { code: "2500", kind: "liability", subject: null, kinds: HUBS },
  /** Owed to somebody who is or was a member of the koperasi: savings given back, a share of SHU. Never paid twice. */
  payableMember: { code: "2600", kind: "liability", subject: "member", kinds: KOPERASI, balanceMax: 0n },
  /** What a meeting of members set aside out of SHU for others: owed until it is spent on that. */
  shuOfficers: { code: "2710", kind: "liability", subject: null, kinds: KOPERASI, balanceMax: 0n },
  shuEducation: { code: "2720", kind: "liability", subject: null, kinds: KOPERASI, balanceMax: 0n },
  shuSocial: { code: "2730", kind: "liability", subject: null, kinds: KOPERASI, balanceMax: 0n },
  shuDevelopment: { code: "2740", kind: "liability", subject: null, kinds: KOPERASI, balanceMax: 0n },
  shuVillage: { code: "2750", kind: "liability", subject: null, kinds: KOPERASI, balanceMax: 0n },
  /** What members put in and cannot take out while they are members: equity of the koperasi (SAK EP 22.6, see `064`). */
  principalSavings: { code: "3010", kind: "equity", subject: "member", kinds: KOPERASI, balanceMax: 0n },
  mandatorySavings: { code: "3020", kind: "equity", subject: "member", kinds: KOPERASI, balanceMax: 0n },
  /** What the programme gave to be spent on what it says: used up by purchases, never earned. */
  programmeFunds: { code: "3100", kind: "equity", subject: "budget", kinds: KITCHENS },
  /** What closed years earned and nobody shared out yet: a koperasi's SHU, a trader's profit. */
  closedResult: { code: "3200", kind: "equity", subject: null },
  /** Dana cadangan: what meetings of members kept in the koperasi out of SHU. */
  reserveFund: { code: "3300", kind: "equity", subject: null, kinds: KOPERASI, balanceMax: 0n },
  sales: { code: "4100", kind: "income", subject: null },
  serviceFeeIncome: { code: "4200", kind: "income", subject: null, kinds: HUBS },
  commissionIncome: { code: "4210", kind: "income", subject: null },
  freightRecovered: { code: "4300", kind: "income", subject: null },
  interestIncome: { code: "4400", kind: "income", subject: null },
  /** What buyers who agreed to it pay for being late; of goods nothing. */
  lateFeeIncome: { code: "4500", kind: "income", subject: null },
  /** What an assignee keeps of receivables that it took, as it agreed with their sellers outside of the house. */
  receivableIncome: { code: "4600", kind: "income", subject: null },
  purchases: { code: "5100", kind: "expense", subject: null },
  costOfGoodsSold: { code: "5150", kind: "expense", subject: null },
  stockLoss: { code: "5160", kind: "expense", subject: null },
  freightCost: { code: "5200", kind: "expense", subject: null },
  levyCost: { code: "5300", kind: "expense", subject: null },
  serviceFeeCost: { code: "5400", kind: "expense", subject: null },
  /** What the card provider keeps of a payment, a refund or a dispute. */
  providerFeeCost: { code: "5410", kind: "expense", subject: null },
  /** What a bank takes for an account or a transfer. */
  bankFeeCost: { code: "5420", kind: "expense", subject: null },
  /** Final tax that a bank keeps of the interest it pays. */
  interestTaxCost: { code: "5430", kind: "expense", subject: null },
  claimCost: { code: "5500", kind: "expense", subject: null },
  /** Other people's goods that were lost in custody. */
  custodyLossCost: { code: "5550", kind: "expense", subject: null },
  /** What being late cost, where it was agreed that it does. */
  lateFeeCost: { code: "5560", kind: "expense", subject: null },
  /** What the assignees of own receivables keep of them. */
  receivableCost: { code: "5570", kind: "expense", subject: null },
  /** Memo accounts: budgets beside the books proper. What is left can never be less than nothing. */
  budgetSource: { code: "9000", kind: "memo", subject: "budget" },
  budgetAvailable: { code: "9100", kind: "memo", subject: "budget", balanceMax: 0n },
  budgetReserved: { code: "9200", kind: "memo", subject: "budget", balanceMax: 0n },
  budgetSpent: { code: "9300", kind: "memo", subject: "budget", balanceMax: 0n },
} as const satisfies Record<string, AccountPlan>;

export type AccountName = keyof typeof chart;

export function planOf(account: AccountName): AccountPlan {
  return chart[account];
}

/** Every account of the chart, in the order of its codes. */
export const accountNames = Object.keys(chart) as readonly AccountName[];

/** The chart of one kind of organisation, in the order of its codes. */
export function chartOf(kind: OrganisationKind): readonly AccountName[] {
  return accountNames.filter((name) => planOf(name).kinds?.includes(kind) ?? true);
}

export function accountNamed(code: string): AccountName | null {
  return accountNames.find((name) => chart[name].code === code) ?? null;
}
