import type { Member } from "#app/http/actor.server.ts";
import { newReceiptKey } from "#app/http/form.server.ts";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { invariant, Missing } from "#app/kernel/errors.ts";
import { callOffsOf } from "#app/modules/contracts/call-off-reads.server.ts";
import {
  isSecondPerson,
  mayChangeDraft,
  mayKeepPapers,
  mayKeepRates,
  mayOpenCallOff,
  maySignContract,
  maySuspend,
} from "#app/modules/contracts/contract.policy.ts";
import { monthLimitOf, monthOf } from "#app/modules/contracts/contract.ts";
import { missingForSignature } from "#app/modules/contracts/contract-paper.ts";
import {
  type ContractRow,
  callOffGround,
  contractById,
  contractMonthsOf,
} from "#app/modules/contracts/contract-reads.server.ts";
import {
  clausesOf,
  papersOf,
  ratesOf,
  suspensionsOf,
} from "#app/modules/contracts/contract-text-reads.server.ts";
import { expiryNoticeDays } from "#app/modules/contracts/expiry-reads.server.ts";
import { pricesOn } from "#app/modules/contracts/prices-today-reads.server.ts";
import { followerOf } from "#app/modules/contracts/renewal-reads.server.ts";
import { lastDayOf } from "#app/modules/contracts/suspension.ts";
import { standingPaperId } from "#app/modules/documents/document-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { advancesUnder } from "#app/modules/invoicing/contract-advances-reads.server.ts";
import { mayIssueInvoice } from "#app/modules/invoicing/invoice.policy.ts";

/** What a contract shows to its two parties, and what each may do with it today. */
export async function contractPage(
  member: Member,
  asked: { readonly contractId: string; readonly after: string | undefined },
) {
  const { call, actor, organisation } = member;
  const shown = await contractById(organisation.id, asked.contractId);
  if (!shown) throw new Missing("contracts.missing");
  const { contract } = shown;
  const asksAdvance = contract.advanceBasisPoints > 0 && contract.state !== "draft";
  const [ground, months, callOffs, papers, clauses, rates, suspensions, paperId, advances, follower] =
    await Promise.all([
      callOffGround(contract),
      contractMonthsOf(organisation.id, contract.id),
      callOffsOf(organisation.id, {
        contractId: contract.id,
        limit: 20,
        ...(asked.after ? { after: asked.after } : {}),
      }),
      papersOf(contract.id),
      clausesOf(contract.id),
      ratesOf(contract.id),
      suspensionsOf(contract.id),
      standingPaperId(contract.id, "KAD"),
      asksAdvance && may(actor, "invoices.read") ? advancesUnder(contract.id) : null,
      followerOf(contract.id),
    ]);
  invariant(ground, "a contract has a trade center in a region");
  const today = dayOf(call.at, organisation.timeZone);
  const noticeDays = await expiryNoticeDays(organisation.cityCode, today);
  const first = contract.startsOn > addDays(today, 2) ? contract.startsOn : addDays(today, 2);
  const isActive = contract.state === "active";
  const isComplete = missingForSignature(papers.find((paper) => paper.rung === "b2b") ?? null).length === 0;
  const held = suspensions.find((one) => (lastDayOf(one) ?? "") >= today) ?? null;
  return {
    ...shown,
    callOffs,
    months,
    papers,
    clauses,
    rates,
    advances,
    paperId,
    suspension: held && {
      ...held,
      mayResume: maySuspend(actor, contract) && held.noticedForId === organisation.id,
    },
    prices: await pricesOn(
      shown.lines,
      { hubRegionCode: ground.hubRegionCode, destinationRegionCode: contract.destinationRegionCode },
      today,
    ),
    thisMonth: shown.lines.map((line) => monthOfLine(line, months, monthOf(today))),
    expires: isActive && contract.endsOn >= today && contract.endsOn <= addDays(today, noticeDays),
    follower,
    slug: organisation.slug,
    zone: organisation.timeZone,
    today,
    isHub: organisation.id === contract.hubId,
    deeds: deedsOf(member, contract, {
      isComplete,
      isHeld: held !== null,
      today,
      mayStillCall: first <= contract.endsOn,
      runsOut: contract.endsOn <= addDays(today, noticeDays),
    }),
    suggested: {
      deliveryDay: first,
      answerDay: addDays(first, -1),
      earliest: today,
      latest: contract.endsOn,
    },
    key: newReceiptKey(),
  };
}

/** What a line has drawn of a month so far; nothing before its first call-off. */
function monthOfLine(
  line: Parameters<typeof monthLimitOf>[0] & { readonly id: string },
  months: Awaited<ReturnType<typeof contractMonthsOf>>,
  month: string,
) {
  const drawn = months.find((one) => one.contractLineId === line.id && one.month === month);
  return drawn ?? { contractLineId: line.id, month, drawnBase: 0n, limitBase: monthLimitOf(line) };
}

/** What this member may do with the contract as it stands today. */
function deedsOf(
  { actor }: Member,
  contract: ContractRow,
  facts: {
    readonly isComplete: boolean;
    readonly isHeld: boolean;
    readonly mayStillCall: boolean;
    readonly runsOut: boolean;
    readonly today: string;
  },
) {
  const isActive = contract.state === "active";
  const mayBind = maySignContract(actor, contract);
  const toSign = mayBind && contract.state === "draft";
  return {
    sign: toSign && facts.isComplete && isSecondPerson(actor, contract),
    signIsForAnother: toSign && !isSecondPerson(actor, contract),
    signNeedsPaper: toSign && !facts.isComplete && isSecondPerson(actor, contract),
    end: mayBind && isActive && facts.today > contract.endsOn,
    terminate: mayBind && isActive && facts.today <= contract.endsOn,
    open: isActive && mayOpenCallOff(actor, contract) && facts.mayStillCall,
    renew: (isActive || contract.state === "ended") && facts.runsOut && mayChangeDraft(actor, contract),
    change: contract.state === "draft" && mayChangeDraft(actor, contract),
    keepPapers: mayKeepPapers(actor, contract),
    keepRates: mayKeepRates(actor, contract),
    suspend: isActive && !facts.isHeld && maySuspend(actor, contract),
    askAdvance: mayIssueInvoice(actor, { sellerId: contract.hubId, buyerId: contract.buyerId }),
  };
}
