import { addDays, type BusinessDay, dayOf, momentOf } from "#app/kernel/calendar.ts";
import type { Call, MemberActor } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { setClock } from "#app/platform/clock.server.ts";
import { type Agenda, agenda } from "./agenda.ts";
import type { DemoParty } from "./organisations.ts";

/** A party of the demo world that has registered, with its people. */
export type Party = DemoParty & {
  readonly organisationId: string;
  readonly actors: ReadonlyMap<Role, MemberActor>;
};

export const ZONE = "Asia/Jakarta";
const HOUR_MS = 3_600_000;

/**
 * Where the demo world is played: its moment, its agenda, and everybody on stage by key. `now` is the moment at which it
 * is built; whatever is said in days is counted from there.
 */
export type Stage = {
  readonly now: Date;
  readonly today: BusinessDay;
  readonly agenda: Agenda;
  readonly parties: Map<string, Party>;
  /** Listings and their newest lots by `seller/product`, producers by key. */
  readonly listings: Map<string, string>;
  readonly lots: Map<string, string>;
  readonly producers: Map<string, string>;
  /** The moment at which the clock of Java shows `time`, so many days from today. */
  readonly on: (days: number, time: string) => Date;
  /** So many hours before the present moment. */
  readonly hoursAgo: (hours: number) => Date;
  readonly party: (key: string) => Party;
  /** A call of whoever holds the first of these roles there. */
  readonly as: (key: string, roles: readonly Role[], at: Date) => Call;
};

const CONNECTIONS = 6;

export function openStage(now: Date): Stage {
  const today = dayOf(now, ZONE);
  const parties = new Map<string, Party>();
  const party = (key: string): Party => {
    const found = parties.get(key);
    invariant(found, `${key} is on stage`);
    return found;
  };
  return {
    now,
    today,
    agenda: agenda({ until: now, abreast: CONNECTIONS, onMoment: (at) => setClock(() => at) }),
    parties,
    listings: new Map(),
    lots: new Map(),
    producers: new Map(),
    on: (days, time) => momentOf(addDays(today, days), time, ZONE),
    hoursAgo: (hours) => new Date(now.getTime() - hours * HOUR_MS),
    party,
    as(key, roles, at) {
      const { actors } = party(key);
      const actor = roles.map((role) => actors.get(role)).find((one) => one !== undefined);
      invariant(actor, `${key} has one of ${roles.join(", ")}`);
      return { actor, at, key: null, causation: null };
    },
  };
}

/** A call of the house itself, as a reaction or a schedule makes it. */
export function houseCall(at: Date): Call {
  return { actor: { kind: "system", name: "demo" }, at, key: null, causation: null };
}
