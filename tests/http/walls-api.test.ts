import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Operation } from "#app/routes/api/operation.server.ts";
import { operations } from "#app/routes/api/operations.server.ts";
import { type ApiAnswer, type ApiClient, apiClient } from "#tests/support/api.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import type { Member } from "#tests/support/rows.ts";
import { type Side, tradingSide } from "#tests/support/walls-world.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: through the API, too, only what the policy says is allowed.
// Method: the operations come from the table that answers requests. A key of every role asks for each of them: without
// the permission it is turned away before anything is looked at; with it, and with the ids of another side's subjects,
// it finds nothing and changes nothing; and no list shows what is others'.
const database = await testDatabase({ poolSize: 10 });
fixClock(WORLD_STARTS);
const town = world(database);

afterAll(closeMatchingThreads);

type Holder = { readonly member: Member; readonly kind: OrganisationKind; readonly client: ApiClient };

let holders: Holder[] = [];
let theirs: Side;

beforeAll(async () => {
  const ours = await tradingSide(town);
  theirs = await tradingSide(town, "35.71.01.1001");
  const { kitchen, koperasi, hub, bumd, agency, operator } = ours;
  const members = [kitchen, kitchen.foundation, koperasi, hub, bumd, agency, operator].flatMap(
    (organisation) =>
      Object.values(organisation).filter(
        (value): value is Member => typeof value === "object" && "actor" in value,
      ),
  );
  holders = await Promise.all(
    members.map(async (member) => ({
      member,
      kind: member.actor.organisationKind,
      client: await apiClient(database, member),
    })),
  );
}, 120_000);

const PARAMETER = /\{(\w+)\}/g;

/** The path with every parameter naming another side's subject, or nobody's when there is none of that kind. */
function foreignPath(operation: Operation): string {
  return operation.path.replace(PARAMETER, (_whole, name: string) => theirs.subjects[name] ?? newId("order"));
}

/** Everything that the other side could be named by, so that a body made of ids alone is a whole one. */
function foreignBody(): Record<string, unknown> {
  return {
    ...theirs.subjects,
    reason: "Alasan yang cukup panjang",
    packsMax: 10,
    acceptedPacks: 10,
    weight: 1,
  };
}

async function deeds(): Promise<number> {
  const [row] = await database.sql`select count(*)::int as count from audit_events`;
  return row?.["count"] as number;
}

/** On the market, or announced to whoever could supply it. */
const SHOWN_TO_SELLERS = [
  "listingId",
  "lotId",
  "listingPhotoId",
  "organisationId",
  "spareId",
  "contractId",
  "sharingId",
  "offeredId",
  "matchedId",
  "orderLineId",
];

describe.each(operations)("$method $path", (operation) => {
  const ask = (client: ApiClient, path: string) =>
    operation.method === "get" ? client.get(path) : client.post(path, foreignBody());

  test("is closed to every role without its permission", async () => {
    const before = await deeds();
    for (const { member, client } of holders) {
      if (may(member.actor, operation.permission)) continue;
      const { status, body } = await ask(client, foreignPath(operation));
      expect(status, `${member.actor.roles[0]}: ${JSON.stringify(body)}`).toBe(403);
    }
    expect(await deeds()).toBe(before);
  });

  test("finds and changes nothing of others", async () => {
    const before = await deeds();
    const isList = !PARAMETER.test(operation.path);
    PARAMETER.lastIndex = 0;
    for (const { member, kind, client } of holders) {
      if (!may(member.actor, operation.permission)) continue;
      if (operation.method === "post" && isList) continue;
      if (kind === "agency" || kind === "operator") continue;
      const { status, body } = await ask(client, foreignPath(operation));
      const what = `${member.actor.roles[0]} at ${operation.path}: ${status} ${JSON.stringify(body).slice(0, 300)}`;
      if (operation.method === "post") expect([403, 404, 409, 422], what).toContain(status);
      else if (!isList) expect(isOnMarket(operation) || holdsNothing({ status, body }), what).toBe(true);
      else {
        expect(status, what).toBe(200);
        const shown = JSON.stringify(body);
        for (const [name, id] of Object.entries(theirs.subjects))
          if (!SHOWN_TO_SELLERS.includes(name) && id !== "")
            expect(shown.includes(id), `${what} shows another's ${name}`).toBe(false);
      }
    }
    expect(await deeds()).toBe(before);
  });
});

/** Listings are for everybody to see who may look at the market. */
function isOnMarket(operation: Operation): boolean {
  return operation.path.startsWith("/listings/");
}

/** Not there; or what is asked about it, an empty list. */
function holdsNothing({ status, body }: ApiAnswer): boolean {
  const isEmpty = Object.values(body).every(
    (value) => value === null || (Array.isArray(value) && value.length === 0),
  );
  return status === 404 || (status === 200 && isEmpty);
}
