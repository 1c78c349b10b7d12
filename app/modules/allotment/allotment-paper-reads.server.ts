import type { z } from "zod";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { gradedCommodity } from "../catalogue/commodity-reads.server.ts";
import { type CallOffFacts, capacitiesOf } from "../contracts/call-off-reads.server.ts";
import { contractRow } from "../contracts/contract-reads.server.ts";
import { AllotmentTableFacts } from "../documents/papers/allotment-table-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { organisationsById } from "../identity/organisation-reads.server.ts";
import type { RoundRow } from "./allotment-reads.server.ts";
import { sayBecause, sayRule } from "./because-words.ts";
import type { RoundPlan } from "./round.ts";
import type { SharedOut } from "./share-out.ts";

const INDONESIAN = { locale: "id" } as const;

/** What the Tabel Penjatahan says: every koperasi that the rule looked at, also those that got nothing, with the reason. */
export async function allotmentTableFactsOf(
  paper: {
    readonly round: RoundRow;
    readonly callOff: CallOffFacts;
    readonly plan: RoundPlan;
    readonly table: SharedOut;
    readonly publisherId: string;
    readonly on: BusinessDay;
  },
  on: Executor,
): Promise<z.input<typeof AllotmentTableFacts>> {
  const { round, callOff, plan, table } = paper;
  const contract = await contractRow(callOff.contractId, on);
  invariant(contract, "a call-off has a contract");
  const commodity = await gradedCommodity(callOff.commodityCode, callOff.gradeCode, on);
  invariant(commodity, "a call-off is about a graded commodity");
  const parties = await paperPartiesOf([callOff.hubId, contract.buyerId], on);
  const issuer = parties.get(callOff.hubId);
  const buyer = parties.get(contract.buyerId);
  invariant(issuer && buyer, "both parties are there");
  const rows = await rowsOf(callOff, plan, table, on);
  const facts = {
    issuer: issuer.party,
    place: issuer.place,
    issuedOn: paper.on,
    buyer: buyer.party,
    contractNumber: contract.number,
    callOffNumber: callOff.number,
    round: round.round,
    commodity: commodity.name,
    grade: commodity.gradeName,
    packUnit: {
      name: callOff.packUnit,
      base: commodity.baseUnit,
      size: callOff.basePerPack.toString(),
    },
    deliveryDay: callOff.deliveryDay,
    destination: contract.destinationAddress,
    rule: round.rule,
    requestedPacks: round.packs,
    rows,
    unfilledPacks: table.unplaced,
    explanation: [sayRule(round.rule, INDONESIAN)],
    note: round.note,
    preparedBy:
      round.proposedBy === "system"
        ? { name: "Sistem Lumbung", role: "Disusun otomatis" }
        : { name: await signatoryName(round.proposedBy, on), role: "Petugas penjatahan" },
    publishedBy: { name: await signatoryName(paper.publisherId, on), role: "Kepala" },
  };
  AllotmentTableFacts.parse(facts);
  return facts;
}

async function rowsOf(callOff: CallOffFacts, plan: RoundPlan, table: SharedOut, on: Executor) {
  const names = new Map(
    (await capacitiesOf(callOff.id, on)).map((capacity) => [capacity.koperasiId, capacity.koperasiName]),
  );
  const places = await organisationsById([...names.keys()], on);
  const shares = new Map(table.shares.map((share) => [share.koperasiId, share]));
  return plan.members.map((member) => {
    const share = shares.get(member.id);
    invariant(share, "everyone the rule looked at has an answer");
    return {
      koperasi: names.get(member.id) ?? member.id,
      regionCode: places.get(member.id)?.regionCode ?? "",
      weight: member.weight,
      floorPacks: member.floor,
      capPacks: member.cap,
      pastPacks: member.past,
      packs: share.packs,
      because: sayBecause(share.because, INDONESIAN),
    };
  });
}
