import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { fromOwnBooks } from "./bank-books.ts";
import { isProceedsLike } from "./bank-proceeds.ts";
import {
  because,
  type Claim,
  type Ground,
  type OpenLine,
  type ProposedPayment,
  type Reason,
  type Report,
  type Suggestion,
  suggestionKey,
} from "./bank-suggestion.ts";
import { daysApart, isNamed, standsIn } from "./bank-words.ts";
import { choiceOf } from "./sum-choice.ts";

/** Beyond three digits it is no code that somebody added to be recognised. */
const UNIQUE_CODE_MAX = 999n;
const SHOWN_MAX = 5;
/** A transfer and the report of it lie no further apart. */
const SAME_DAYS = 1;
const TOGETHER_DAYS = 7;

/**
 * What a line of the bank may be, the likeliest first, each with every reason for it. Numbers of invoices and references in its words
 * weigh most, then sums that fit to the rupiah, then names. Whatever order claims, reports and lines come in, the answer is the
 * same: it is ordered by score, then by what it would pay. Nothing is certain; a person accepts.
 */
export function suggestionsFor(line: OpenLine, ground: Ground): readonly Suggestion[] {
  if (line.restRupiah <= 0n) return [];
  const found = [
    ...fromProceeds(line, ground),
    ...fromOwnBooks(line, ground),
    ...(line.came ? [...fromReports(line, ground), ...fromClaims(line, ground)] : []),
  ];
  const best = new Map<string, Suggestion>();
  for (const one of found) {
    const key = suggestionKey(one);
    if ((best.get(key)?.score ?? -1) < one.score) best.set(key, one);
  }
  return [...best]
    .sort(([a, one], [b, other]) => other.score - one.score || (a < b ? -1 : 1))
    .map(([, one]) => one)
    .slice(0, SHOWN_MAX);
}

const byId = (one: Report, other: Report) => (one.paymentId < other.paymentId ? -1 : 1);

function namesPayer(line: OpenLine, buyerId: string, { payers }: Ground): boolean {
  return payers.some(
    ({ names, buyerIds }) => buyerIds.includes(buyerId) && names.some((name) => isNamed(name, line.words)),
  );
}

/** What speaks for a report beside its sum, and how much. */
function signsOf(line: OpenLine, report: Report, ground: Ground): { score: number; reasons: Reason[] } {
  const reasons: Reason[] = [];
  let score = 0;
  if (report.reference.length >= 4 && standsIn(report.reference, line.words)) {
    reasons.push(because("reference", { reference: report.reference }));
    score += 20;
  }
  const named = report.numbers.filter((number) => standsIn(number, line.words));
  if (named.length > 0) {
    reasons.push(because("number", { numbers: [...named].sort().join(", ") }));
    score += 10;
  }
  if (namesPayer(line, report.payerId, ground)) {
    reasons.push(because("payer"));
    score += 10;
  }
  if (daysApart(report.transferredOn, line.onDay) <= SAME_DAYS) {
    reasons.push(because("sameDay"));
    score += 5;
  }
  return { score, reasons };
}

function fromReports(line: OpenLine, ground: Ground): Suggestion[] {
  const found: Suggestion[] = [];
  const reports = [...ground.reports].sort(byId);
  const { restRupiah } = line;
  for (const report of reports) {
    const { score, reasons } = signsOf(line, report, ground);
    const amount = report.amountRupiah.toString();
    const first = because(report.isBooked ? "booked" : "report", { amount });
    const base = { kind: "reports" as const, paymentIds: [report.paymentId] };
    if (report.amountRupiah === restRupiah)
      found.push({ ...base, lineIds: [line.lineId], score: 55 + score, reasons: [first, ...reasons] });
    else if (!report.isBooked && reasons.some(({ code }) => code === "reference" || code === "number"))
      found.push({
        kind: "differs",
        paymentId: report.paymentId,
        reportedRupiah: report.amountRupiah,
        score: 40 + score,
        reasons: [because("differs", { reported: amount, came: restRupiah.toString() }), ...reasons],
      });
    if (report.amountRupiah > restRupiah) {
      const others = ground.lines
        .filter((other) => other.came && other.lineId !== line.lineId && other.restRupiah > 0n)
        .filter((other) => daysApart(other.onDay, line.onDay) <= TOGETHER_DAYS)
        .filter(
          (other) => namesPayer(other, report.payerId, ground) === namesPayer(line, report.payerId, ground),
        );
      const choice = choiceOf(others, report.amountRupiah - restRupiah, {
        amountOf: (other) => other.restRupiah,
        rankOf: (other) => `${other.onDay} ${other.lineId}`,
        atMost: 3,
      });
      if (choice)
        found.push({
          ...base,
          lineIds: [line.lineId, ...choice.chosen.map((other) => other.lineId)].sort(),
          score: 45 + score - (choice.isOnly ? 0 : 10),
          reasons: [
            first,
            because("together", { count: (choice.chosen.length + 1).toString(), amount }),
            ...reasons,
            ...(choice.isOnly ? [] : [because("alike")]),
          ],
        });
    }
  }
  for (const payerId of [...new Set(reports.map((report) => report.payerId))].sort()) {
    const own = reports.filter((report) => report.payerId === payerId);
    const choice = choiceOf(own, restRupiah, {
      amountOf: (report) => report.amountRupiah,
      rankOf: (report) => `${report.transferredOn} ${report.paymentId}`,
      atMost: 6,
    });
    if (!choice || choice.chosen.length < 2) continue;
    const isPayer = namesPayer(line, payerId, ground);
    found.push({
      kind: "reports",
      paymentIds: choice.chosen.map((report) => report.paymentId).sort(),
      lineIds: [line.lineId],
      score: 50 + (isPayer ? 20 : 0) - (choice.isOnly ? 0 : 10),
      reasons: [
        because("reports", { count: choice.chosen.length.toString(), amount: restRupiah.toString() }),
        ...(isPayer ? [because("payer")] : []),
        ...(choice.isOnly ? [] : [because("alike")]),
      ],
    });
  }
  return found;
}

const byDue = (one: Claim, other: Claim) => (rankOf(one) < rankOf(other) ? -1 : 1);
const rankOf = (claim: Claim) => `${claim.dueOn} ${claim.number} ${claim.invoiceId}`;
const openOf = (claims: readonly Claim[]) => sumOf(claims.map((claim) => claim.openRupiah));

/** Tax that a treasurer withholds of these at a rate: of each, rounded down. */
function withheldOf(claims: readonly Claim[], basisPoints: bigint): Rupiah {
  return sumOf(claims.map((claim) => (claim.taxedRupiah * basisPoints) / 10_000n));
}

/** Each claim whole, by whose it is. */
function paidWhole(
  claims: readonly Claim[],
  over: { deposit?: Rupiah; withheld?: Rupiah; vatKept?: Rupiah } = {},
): ProposedPayment[] {
  const buyers = [...new Set(claims.map((claim) => claim.buyerId))].sort();
  return buyers.map((buyerId) => ({
    buyerId,
    parts: claims
      .filter((claim) => claim.buyerId === buyerId)
      .map(({ invoiceId, number, openRupiah }) => ({ invoiceId, number, amountRupiah: openRupiah })),
    depositRupiah: over.deposit ?? 0n,
    withheldRupiah: over.withheld ?? 0n,
    vatKeptRupiah: over.vatKept ?? 0n,
  }));
}

/** As far as the money goes, the longest due first. */
function paidInTurn(claims: readonly Claim[], restRupiah: Rupiah): ProposedPayment[] {
  let left = restRupiah;
  const paid: Claim[] = [];
  for (const claim of [...claims].sort(byDue)) {
    if (left <= 0n) break;
    const openRupiah = claim.openRupiah < left ? claim.openRupiah : left;
    paid.push({ ...claim, openRupiah });
    left -= openRupiah;
  }
  return paidWhole(paid);
}

function fromClaims(line: OpenLine, ground: Ground): Suggestion[] {
  const claims = [...ground.claims].sort(byDue);
  const named = claims.filter((claim) => standsIn(claim.number, line.words));
  const found = named.length > 0 ? fromNumbers(line, named, ground) : [];
  const parties = ground.payers.map((payer) => ({
    isNamed: payer.names.some((name) => isNamed(name, line.words)),
    buyerIds: payer.buyerIds,
    claims: claims.filter((claim) => payer.buyerIds.includes(claim.buyerId)),
  }));
  for (const party of parties) found.push(...fromParty(line, party, claims, ground));
  return found;
}

/** Its words name invoices: they are meant, whatever came. */
function fromNumbers(line: OpenLine, named: readonly Claim[], ground: Ground): Suggestion[] {
  const { restRupiah } = line;
  const open = openOf(named);
  const first = because("number", { numbers: named.map((claim) => claim.number).join(", ") });
  const isOneBuyer = new Set(named.map((claim) => claim.buyerId)).size === 1;
  const make = (score: number, payments: ProposedPayment[], ...reasons: Reason[]): Suggestion => ({
    kind: "invoices",
    payments,
    score,
    reasons: [first, ...reasons],
  });
  if (restRupiah === open) return [make(98, paidWhole(named), because("exact", { amount: open.toString() }))];
  const found: Suggestion[] = [];
  if (restRupiah < open) {
    for (const withheld of withheldTries(named, open - restRupiah, ground))
      found.push(make(94, paidWhole(named, withheld.over), withheld.reason));
    const missing = (open - restRupiah).toString();
    found.push(make(80, paidInTurn(named, restRupiah), because("partial", { missing })));
  } else if (isOneBuyer) {
    const over = restRupiah - open;
    const reason =
      over <= UNIQUE_CODE_MAX
        ? because("uniqueCode", { code: over.toString().padStart(3, "0") })
        : because("over", { over: over.toString() });
    found.push(make(over <= UNIQUE_CODE_MAX ? 88 : 72, paidWhole(named, { deposit: over }), reason));
  }
  return found;
}

function withheldTries(claims: readonly Claim[], missing: Rupiah, { withheldBasisPoints }: Ground) {
  if (new Set(claims.map((claim) => claim.buyerId)).size !== 1) return [];
  if (missing <= 0n) return [];
  const vat = sumOf(claims.map((claim) => claim.keptVatRupiah));
  const percentOf = (rate: bigint) => (Number(rate) / 100).toString().replace(".", ",");
  const income = withheldBasisPoints
    .filter((rate) => withheldOf(claims, rate) === missing - vat && missing > vat)
    .slice(0, 1)
    .map((rate) => ({
      over: { withheld: missing - vat, vatKept: vat },
      reason:
        vat === 0n
          ? because("withheld", { percent: percentOf(rate), withheld: missing.toString() })
          : because("kept", { vat: vat.toString(), withheld: (missing - vat).toString() }),
    }));
  // Of little a treasurer withholds no income tax, and pays the VAT all the same.
  if (vat === 0n || missing !== vat) return income;
  return [
    { over: { withheld: 0n, vatKept: vat }, reason: because("kept", { vat: vat.toString(), withheld: "0" }) },
  ];
}

type Party = {
  readonly isNamed: boolean;
  readonly buyerIds: readonly string[];
  readonly claims: readonly Claim[];
};

/** What one payer owes, against what came; a name in the words makes it likelier. */
function fromParty(line: OpenLine, party: Party, all: readonly Claim[], ground: Ground): Suggestion[] {
  const { restRupiah } = line;
  const found: Suggestion[] = [];
  const add = (score: number, payments: ProposedPayment[], ...reasons: Reason[]) =>
    found.push({
      kind: "invoices",
      payments,
      score: score + (party.isNamed ? 25 : 0),
      reasons: [...reasons, ...(party.isNamed ? [because("payer")] : [])],
    });
  for (const claim of party.claims) {
    const over = restRupiah - claim.openRupiah;
    if (over === 0n) {
      const alike = all.filter((other) => other.openRupiah === restRupiah).length - 1;
      const reason = because("exact", { amount: restRupiah.toString() });
      if (alike === 0) add(60, paidWhole([claim]), reason);
      else add(50, paidWhole([claim]), reason, because("alike"));
    } else if (over > 0n && over <= UNIQUE_CODE_MAX)
      add(
        42,
        paidWhole([claim], { deposit: over }),
        because("uniqueCode", { code: over.toString().padStart(3, "0") }),
      );
    else
      for (const withheld of withheldTries([claim], -over, ground))
        add(48, paidWhole([claim], withheld.over), withheld.reason);
  }
  const choice = choiceOf(party.claims, restRupiah, {
    amountOf: (claim) => claim.openRupiah,
    rankOf,
    atMost: 8,
  });
  if (choice && choice.chosen.length > 1)
    add(
      choice.isOnly ? 55 : 45,
      paidWhole(choice.chosen),
      because("sum", { count: choice.chosen.length.toString(), amount: restRupiah.toString() }),
      ...(choice.isOnly ? [] : [because("alike")]),
    );
  const [buyerId] = party.buyerIds;
  if (!party.isNamed || buyerId === undefined) return found;
  const open = openOf(party.claims);
  if (restRupiah < open)
    add(5, paidInTurn(party.claims, restRupiah), because("oldest", { open: open.toString() }));
  else if (party.buyerIds.length === 1 && restRupiah > open) {
    const over = (restRupiah - open).toString();
    if (open > 0n) add(8, paidWhole(party.claims, { deposit: restRupiah - open }), because("over", { over }));
    else
      add(
        0,
        [{ buyerId, parts: [], depositRupiah: restRupiah, withheldRupiah: 0n, vatKeptRupiah: 0n }],
        because("deposit", { over }),
      );
  }
  return found;
}

/** What seller and assignee said went between them, to the rupiah and within days: before anything that a clerk might make of it. */
function fromProceeds(line: OpenLine, { proceeds }: Ground): Suggestion[] {
  return proceeds
    .filter((one) => isProceedsLike(one, line))
    .map((one) => {
      const isReferred = one.reference.length >= 4 && standsIn(one.reference, line.words);
      const isNumbered = standsIn(one.number, line.words);
      const isParty = one.names.some((name) => isNamed(name, line.words));
      const amount = one.moneyRupiah.toString();
      return {
        kind: "proceeds" as const,
        proceedsId: one.proceedsId,
        score: 75 + (isReferred ? 20 : 0) + (isNumbered ? 10 : 0) + (isParty ? 10 : 0),
        reasons: [
          because(one.isBooked ? "booked" : "proceeds", { amount, number: one.number }),
          ...(isReferred ? [because("reference", { reference: one.reference })] : []),
          ...(isNumbered ? [because("number", { numbers: one.number })] : []),
          ...(isParty ? [because("payer")] : []),
          ...(daysApart(one.paidOn, line.onDay) <= SAME_DAYS ? [because("sameDay")] : []),
        ],
      };
    });
}
