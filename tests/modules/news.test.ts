import { afterAll, expect, test } from "vitest";
import { sharesToAnswer } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { registerOrganisation } from "#app/modules/identity/register-organisation.server.ts";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { type FoundKind, noticeKinds } from "#app/modules/notifications/notice.ts";
import { noticesOf } from "#app/modules/notifications/notice-reads.server.ts";
import { saidNotice } from "#app/modules/notifications/notice-words.ts";
import { raiseNotices } from "#app/modules/notifications/raise-notices.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { departTrip } from "#app/modules/shipments/depart-trip.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { tripById } from "#app/modules/shipments/trip-reads.server.ts";
import { weighIn } from "#app/modules/shipments/weigh-in.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { drawnUp } from "#tests/support/rounds.ts";
import { world } from "#tests/support/world.ts";

// Goal: news reaches those whom it concerns, and only them, once.
// Method: real deeds, then the news as the worker tells it; read the notices of each organisation and the mails.
const database = await testDatabase({ poolSize: 20 });

afterAll(closeMatchingThreads);

type Town = ReturnType<typeof world>;

async function tell(town: Town, kind: FoundKind, subjectId: string): Promise<number> {
  const { told } = await raiseNotices(town.systemCall(), { kind, subjectId });
  return told;
}

async function lastSaid(organisationId: string): Promise<string | null> {
  const [newest] = (await noticesOf(organisationId, { limit: 1 })).rows;
  return newest ? saidNotice(newest.kind, newest.params, "id") : null;
}

async function mailedTo(): Promise<string[]> {
  const rows = await database.sql`select to_address from mails order by to_address`;
  return rows.map((row) => String(row["to_address"]));
}

test("every kind of news is a whole sentence in both languages", () => {
  const params = Object.fromEntries(
    ["name", "number", "goods", "packs", "round", "reason", "hub", "buyer", "payee", "purpose", "asker"].map(
      (word) => [word, `<${word}>`],
    ),
  );
  for (const kind of noticeKinds)
    for (const locale of ["id", "en"] as const) {
      const said = saidNotice(kind, { ...params, amount: "1250000", day: "2026-07-09" }, locale);
      expect(said, kind).toMatch(/[.>]$/);
      expect(said, kind).not.toMatch(/undefined|\{|\}/);
    }
});

test("a submitted order is told to its head, an approved one to the sellers that accepted, each once", async () => {
  const town = world(database);
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const orderId = await town.order(kitchen);
  const before = await mailedTo();
  expect(await tell(town, "order.submitted", orderId)).toBe(1);
  expect(await tell(town, "order.submitted", orderId)).toBe(0);
  expect(await lastSaid(kitchen.id)).toContain("menunggu persetujuan Anda");
  const written = (await mailedTo()).length - before.length;
  expect(written).toBe(1);

  expect(await tell(town, "order.approved", orderId)).toBe(0);
  await town.promise(koperasi, orderId, await town.goods(koperasi));
  await approveOrder(town.callOf(kitchen.head), { orderId });
  expect(await tell(town, "order.approved", orderId)).toBe(1);
  expect(await lastSaid(koperasi.id)).toContain("menyetujui pesanan");
});

test("what a run of matching asks for is told once to each seller, and leads to the offer when there is one", async () => {
  const town = world(database);
  const [kitchen, one, two] = [await town.kitchen(), await town.koperasi(), await town.koperasi()];
  for (const seller of [one, two]) await town.goods(seller, {}, { quantityBase: 60_000n });
  await town.goods(one, { commodityCode: "SLK", gradeCode: "A", title: "Salak" });
  // More than any one of them has, so several are asked, whichever they are.
  await town.order(kitchen, { line: { quantityBase: "510000" } });
  const { deliveryDay } = town;
  await clearMarket(town.systemCall(), { cityCode: "35.72", deliveryDay, trigger: "on_demand" });
  const [run] = await database.sql`select id from match_runs`;
  const runId = String(run?.["id"]);
  const asked = await database.sql`select seller_id, id from commitments where match_run_id = ${runId}`;
  expect(asked.length).toBeGreaterThan(1);
  expect(await tell(town, "match.applied", runId)).toBe(asked.length);
  expect(await tell(town, "match.applied", runId)).toBe(0);
  for (const { seller_id: sellerId, id } of asked) {
    expect(await lastSaid(sellerId)).toContain("Ada permintaan baru");
    expect((await noticesOf(sellerId, { limit: 1 })).rows[0]?.path).toBe(`pesanan-masuk/${id}`);
  }
});

test("a call-off is told to its buyer and to whoever can bring it; then the gate, the road, and what is missing", async () => {
  const town = world(database);
  const [hub, buyer, koperasi] = [await town.hub(), await town.bumd(), await town.koperasi()];
  const [stranger] = [await town.kitchen()];
  const contractId = await town.contract(hub, buyer);
  await tell(town, "contract.signed", contractId);
  expect(await lastSaid(buyer.id)).toContain("sudah ditandatangani");
  const callOffId = await town.callOff(hub, contractId, { packs: 100 });
  await town.sharer(hub, callOffId, koperasi, { packsMax: 60, weight: 60 });
  expect(await tell(town, "call-off.opened", callOffId)).toBeGreaterThanOrEqual(2);
  expect(await lastSaid(koperasi.id)).toContain("100 kemasan");

  const { roundId } = await drawnUp(town.callOf(hub.contracts), { callOffId, rule: "hamilton" });
  expect(await tell(town, "allotment.proposed", roundId)).toBe(1);
  expect(await lastSaid(hub.id)).toContain("siap diperiksa dan diterbitkan");
  await publishAllotment(town.callOf(hub.head), { roundId });
  const share = (await sharesToAnswer(koperasi.id, { limit: 1 })).rows[0]?.allotment;
  if (!share) throw new Error("a share was published");
  await answerAllotment(town.callOf(koperasi.chair), { allotmentId: share.id, acceptedPacks: share.packs });

  expect(await tell(town, "allotment.shortfall", callOffId)).toBe(2);
  expect(await lastSaid(buyer.id)).toContain(`kurang ${100 - share.packs} kemasan`);

  await lockCallOff(town.callOf(hub.logistics), { callOffId });
  expect(await tell(town, "call-off.locked", callOffId)).toBe(1);
  expect(await lastSaid(koperasi.id)).toContain(`bawa ${share.packs} kemasan`);

  const { tripId } = await planTrip(town.systemCall(), { callOffId });
  const planned = await tripById(hub.id, tripId);
  for (const one of planned?.shares ?? [])
    await weighIn(town.callOf(hub.logistics), {
      shipmentId: one.shipmentId,
      loadedBase: one.promisedBase.toString(),
    });
  await departTrip(town.callOf(hub.logistics), {
    tripId,
    sealNumber: "SGL-1",
    driverName: "Pak Joko",
    vehiclePlate: "AG 0000 XG",
  });
  expect(await tell(town, "trip.departed", tripId)).toBe(2);
  for (const one of [buyer, koperasi]) expect(await lastSaid(one.id)).toContain("sudah berangkat menuju");
  expect(await lastSaid(stranger.id)).toBeNull();
});

test("a registration is told to the agency of its city", async () => {
  const town = world(database);
  const agency = await town.agency();
  const { organisationId } = await registerOrganisation(
    { ...town.systemCall(), actor: { kind: "anonymous" } },
    {
      kind: "koperasi",
      name: "Koperasi Baru (Demo)",
      regionCode: "35.72.01.1006",
      address: "Jalan Uji 1",
      founder: {
        fullName: "Bu Baru",
        email: "baru@contoh.test",
        phone: "+62 800-0000-0099",
        password: "sandi-yang-panjang-sekali-1",
      },
    },
  );
  expect(await tell(town, "organisation.registered", organisationId)).toBeGreaterThanOrEqual(1);
  expect(await lastSaid(agency.id)).toContain("menunggu verifikasi");
});
