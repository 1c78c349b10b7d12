import type { z } from "zod";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { gradedCommodity } from "../catalogue/commodity-reads.server.ts";
import { type CallOffFacts, capacitiesOf } from "../contracts/call-off-reads.server.ts";
import { contractRow } from "../contracts/contract-reads.server.ts";
import { formalDay } from "../documents/formal.ts";
import { AllotmentTableFacts } from "../documents/papers/allotment-table-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { organisationsById } from "../identity/organisation-reads.server.ts";
import type { RoundRow } from "./allotment-reads.server.ts";
import { sayBecause, sayExclusion, sayRule } from "./because-words.ts";
import type { RoundPlan } from "./round.ts";
import type { SharedOut } from "./share-out.ts";

const INDONESIAN = { locale: "id" } as const;

/** What the Tabel Penjatahan says: every koperasi that the rule looked at, also those that got nothing, with the reason. */
export async function allotmentTableFactsOf(
  paper: {
    readonly round: RoundRow;
    readonly waves: readonly CallOffFacts[];
    readonly plan: RoundPlan;
    readonly table: SharedOut;
    readonly publisherId: string;
    readonly on: BusinessDay;
  },
  on: Executor,
): Promise<z.input<typeof AllotmentTableFacts>> {
  const { round, waves, plan, table } = paper;
  const [callOff] = waves.filter((wave) => plan.waves.some(({ id }) => id === wave.id));
  invariant(callOff, "a table is about a wave");
  const contract = await contractRow(callOff.contractId, on);
  invariant(contract, "a call-off has a contract");
  const commodity = await gradedCommodity(callOff.commodityCode, callOff.gradeCode, on);
  invariant(commodity, "a call-off is about a graded commodity");
  const parties = await paperPartiesOf([callOff.hubId, contract.buyerId], on);
  const issuer = parties.get(callOff.hubId);
  const buyer = parties.get(contract.buyerId);
  invariant(issuer && buyer, "both parties are there");
  const names = await namesIn(waves, on);
  const days = plan.waves.length > 1 ? daysOf(waves, plan, table) : [];
  const rows = await rowsOf(names, days, { plan, table }, on);
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
    waves: days.map(({ day, packs, unfilledPacks }) => ({ day, packs, unfilledPacks })),
    destination: contract.destinationAddress,
    rule: round.rule,
    requestedPacks: round.packs,
    rows,
    unfilledPacks: table.unplaced,
    leftOut: plan.excluded.map(
      ({ koperasiId, why, callOffId }) =>
        `${names.get(koperasiId) ?? koperasiId}${dayNote(waves, callOffId)}: ${sayExclusion(why, INDONESIAN)}`,
    ),
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

async function namesIn(waves: readonly CallOffFacts[], on: Executor): Promise<Map<string, string>> {
  const capacities = await capacitiesOf(
    waves.map((wave) => wave.id),
    on,
  );
  return new Map(capacities.map((capacity) => [capacity.koperasiId, capacity.koperasiName]));
}

function dayNote(waves: readonly CallOffFacts[], callOffId: string | null): string {
  const wave = waves.find(({ id }) => id === callOffId);
  return wave ? ` (${formalDay(wave.deliveryDay)})` : "";
}

/** Every wave that was shared out, with what of it nobody brings. */
function daysOf(waves: readonly CallOffFacts[], plan: RoundPlan, table: SharedOut) {
  return plan.waves.map(({ id, packs }) => {
    const placed = table.shares.reduce((sum, one) => sum + (one.callOffId === id ? one.packs : 0), 0);
    const wave = waves.find((one) => one.id === id);
    invariant(wave, "what is shared out is a wave");
    return { id, day: wave.deliveryDay, packs, unfilledPacks: packs - placed };
  });
}

async function rowsOf(
  names: ReadonlyMap<string, string>,
  days: readonly { readonly id: string; readonly day: BusinessDay }[],
  { plan, table }: { readonly plan: RoundPlan; readonly table: SharedOut },
  on: Executor,
) {
  const places = await organisationsById([...names.keys()], on);
  return plan.members.map((member) => {
    const own = table.shares.filter((share) => share.koperasiId === member.id);
    const [share] = own;
    invariant(share, "everyone the rule looked at has an answer");
    return {
      koperasi: names.get(member.id) ?? member.id,
      regionCode: places.get(member.id)?.regionCode ?? "",
      weight: member.weight,
      floorPacks: member.floor,
      capPacks: member.cap,
      pastPacks: member.past,
      packs: own.reduce((sum, one) => sum + one.packs, 0),
      byDay: days.flatMap(({ id, day }) => {
        const packs = own.find((one) => one.callOffId === id)?.packs ?? 0;
        return packs > 0 ? [{ day, packs }] : [];
      }),
      because: sayBecause(share.because, INDONESIAN),
    };
  });
}
