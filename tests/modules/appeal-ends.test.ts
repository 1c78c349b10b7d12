import { expect, test } from "vitest";
import { askPeriodBundle } from "#app/modules/accountability/ask-period-bundle.server.ts";
import { papersOfOrders } from "#app/modules/accountability/bundle-content-reads.server.ts";
import { documentByCode, documentsOfKind } from "#app/modules/documents/document-reads.server.ts";
import { factsOf } from "#app/modules/documents/paper-of.ts";
import { draftAppealInvoice } from "#app/modules/invoicing/draft-appeal-invoice.server.ts";
import { noticeFacts } from "#app/modules/notifications/notice-facts-reads.server.ts";
import { appealAgainst } from "#app/modules/shipments/appeal-reads.server.ts";
import { lapseAppeals } from "#app/modules/shipments/lapse-appeals.server.ts";
import { withdrawAppeal } from "#app/modules/shipments/withdraw-appeal.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { weighings } from "#tests/support/weighings.ts";

// Goal: an appeal that its seller takes back leaves the weighing as it was, everywhere, and stays on record. Method: 100 kg of eggs
// at Rp 27.200 loaded, 98 kg weighed, 5 kg of them cracked: 93 kg accepted.
const database = await testDatabase({ poolSize: 6 });
const { envelope, lineOf } = deliveries(database);
const { weighed, judged, tasksOf } = weighings(database);
const KG = 27_200n;
const HOUR_MS = 3_600_000;
const words = "Sudah dibicarakan dengan dapur";

test("taken back by whoever may appeal, once, while nobody answered: the weighing stands as if nobody had appealed", async () => {
  const { deal, shipmentId, ask, answer } = await weighed();
  const { town, kitchen, seller } = deal;
  const accepted = await judged(deal);
  const { appealId } = await ask([
    ["short", "2000"],
    ["refused", "5000"],
  ]);
  const withdraw = (by = seller.business, said = words, key: string | null = null) =>
    withdrawAppeal(town.callOf(by, key), { appealId, words: said });
  const stranger = await town.koperasi();
  expect(await outcomeOf(withdraw(stranger.chair))).toBe("shipments.appealMissing");
  expect(await outcomeOf(withdraw(kitchen.head))).toBe("shipments.forbidden");
  expect(await outcomeOf(withdraw(seller.treasurer))).toBe("shipments.forbidden");
  expect(await outcomeOf(withdraw(seller.business, "ya"))).toBe("words: kernel.tooShort");
  expect(await tasksOf(deal, kitchen.head, "appeal.answer")).toHaveLength(1);

  const done = await withdraw(seller.business, words, "tapped-twice");
  expect(await withdraw(seller.business, words, "tapped-twice")).toEqual(done);
  expect(await outcomeOf(withdraw())).toBe("shipments.appealMoved");
  expect(await appealAgainst(kitchen.id, shipmentId)).toMatchObject({
    state: "withdrawn",
    words,
    decidedBy: seller.business.personId,
    decidedAt: town.at,
    lines: [{ grantedBase: null }, { grantedBase: null }],
  });
  expect(await noticeFacts("appeal.withdrawn", appealId)).toMatchObject([
    { organisationId: kitchen.id, path: `terima/${shipmentId}/banding` },
  ]);
  expect(await tasksOf(deal, kitchen.head, "appeal.answer")).toEqual([]);
  expect(await tasksOf(deal, seller.chair, "appeal.open")).toEqual([]);

  // Its minutes stand about the delivery, for both sides and for nobody else, and anybody can check them.
  const minutesFor = (id: string) => documentsOfKind(id, shipmentId, "BAB");
  const [paper] = await minutesFor(kitchen.id);
  expect(await minutesFor(seller.id)).toEqual([paper]);
  expect(await minutesFor(kitchen.foundation.id)).toEqual([paper]);
  expect(await minutesFor(stranger.id)).toEqual([]);
  const [row] =
    await database.sql`select verification_code as code, facts from documents where id = ${paper?.id ?? ""}`;
  expect(await documentByCode(row?.["code"] as string)).toMatchObject({
    kind: "BAB",
    issuer: expect.stringContaining("kitchen"),
    number: paper?.number,
    state: "issued",
  });
  expect(factsOf("BAB", row?.["facts"])).toMatchObject({
    said: [{ deed: "opened" }, { deed: "withdrawn", words }],
    lines: [
      { cause: "short", takenOffBase: 2_000n, askedBase: 2_000n, grantedBase: null },
      { cause: "refused", takenOffBase: 5_000n, askedBase: 5_000n, grantedBase: null },
    ],
  });
  expect((await papersOfOrders(kitchen.id, [deal.orderId])).map(({ kind }) => kind)).toContain("BAB");
  // Whoever answers for the money has them, and the photo that they are about, in the bundle of the period.
  const { bundleId } = await askPeriodBundle(town.callOf(kitchen.finance), { budgetId: deal.budgetId });
  const packed =
    await database.sql`select path from bundle_files where bundle_id = ${bundleId} order by position`;
  const paths = packed.map((file) => String(file["path"])).join("\n");
  expect(paths).toMatch(/^05-penolakan\/\d{3}-BAB-/m);
  expect(paths).toMatch(/^08-bukti\/Foto-serah-terima-\d{3}-BAST-/m);

  // Neither answered nor asked again, nor ended by its time; nothing is owed, and every rating is as it was.
  expect(await outcomeOf(answer(["2000", "5000"]))).toBe("shipments.appealMoved");
  expect(await outcomeOf(ask([["short", "2000"]]))).toBe("shipments.appealStands");
  town.advance(72 * HOUR_MS + 1);
  expect((await lapseAppeals(town.systemCall(), {})).lapsed).toBe(0);
  expect(await draftAppealInvoice(town.systemCall(), { appealId })).toEqual({ invoiceId: null });
  expect(await envelope(deal)).toMatchObject({ spent: 93n * KG });
  expect(await lineOf(deal, shipmentId)).toMatchObject({ acceptedBase: 93_000n, grantedBase: 0n });
  expect(await judged(deal)).toEqual(accepted);
  expect(accepted).toEqual({ accepted: 93n * KG, delivered: 98n * KG });
  await expect(
    database.sql`update appeals set state = 'open', decided_at = null, decided_by = null, words = null where id = ${appealId}`,
  ).rejects.toThrow(/keeps what it says/);
});

test("of a kitchen that answers and a seller that takes it back at once, one is refused", async () => {
  const { deal, shipmentId, ask, answer } = await weighed();
  const { appealId } = await ask([["short", "2000"]]);
  const outcomes = await Promise.all([
    outcomeOf(answer(["2000"])),
    outcomeOf(withdrawAppeal(deal.town.callOf(deal.seller.chair), { appealId, words })),
  ]);
  expect(outcomes.sort()).toEqual(["done", "shipments.appealMoved"]);
  const shown = await appealAgainst(deal.seller.id, shipmentId);
  expect(await lineOf(deal, shipmentId)).toMatchObject({
    grantedBase: shown?.state === "granted" ? 2_000n : 0n,
  });
  // Without words or without whoever took it back, none is taken back.
  const other = await weighed();
  const asked = await other.ask([["short", "2000"]]);
  await expect(
    database.sql`update appeals set state = 'withdrawn', decided_at = now() where id = ${asked.appealId}`,
  ).rejects.toThrow(/appeals_decided/);
});
