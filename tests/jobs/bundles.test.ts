import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { askPeriodBundle } from "#app/modules/accountability/ask-period-bundle.server.ts";
import { beginBundle } from "#app/modules/accountability/begin-bundle.server.ts";
import {
  bundlesAbout,
  bytesOfBundle,
  readyBundleFor,
} from "#app/modules/accountability/bundle-reads.server.ts";
import { finishBundle } from "#app/modules/accountability/finish-bundle.server.ts";
import { keepBundlePart } from "#app/modules/accountability/keep-bundle-part.server.ts";
import { makeBundle } from "#app/modules/accountability/make-bundle.server.ts";
import { noticesOf } from "#app/modules/notifications/notice-reads.server.ts";
import { saidNotice } from "#app/modules/notifications/notice-words.ts";
import { drawDocument } from "#jobs/documents/draw-document.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";
import { type RunningRedis, startRedis } from "#tests/support/redis.ts";
import { startTestWorker } from "#tests/support/worker.ts";

// Goal: a period's papers are one archive, packed by the worker on either store of queues, whole, indexed and the same bytes
// whenever it is packed. Method: a delivery refused in part, invoiced and paid; the archive unpacked and every hash recomputed.

vi.setConfig({ testTimeout: 120_000 });

let redis: RunningRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

/** A budget of which one delivery was refused in part, invoiced and paid. */
async function settledBudget(database: TestDatabase) {
  const { promised, dispatched, receive, paid, photoOf } = deliveries(database);
  const deal = await promised();
  const { town, kitchen } = deal;
  const shipmentId = await dispatched(deal);
  town.goTo(new Date("2026-07-09T08:00:00Z"));
  await receive(deal, shipmentId, {
    deliveredBase: "100000",
    rejectedBase: "2000",
    rejectReason: "cracked",
    disposition: "deducted",
    photoId: await photoOf(kitchen, town),
  });
  await paid(deal, shipmentId);
  return deal;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function archiveOf(bundle: { readonly id: string; readonly attempt: number }): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of bytesOfBundle(bundle)) parts.push(part);
  return Buffer.concat(parts);
}

describe.each(["postgresql", "redis"] as const)("with queues on %s", (backend) => {
  test("the papers of a period are packed once, whole, with an index of their hashes", async () => {
    const database = await testDatabase({ poolSize: 10 });
    const { town, kitchen, seller, budgetId } = await settledBudget(database);
    const ask = () => askPeriodBundle(town.callOf(kitchen.finance), { budgetId });
    const { bundleId } = await ask();
    // Asked again while nothing changed, also by two at once, it is the same bundle.
    expect(await Promise.all([ask(), ask()])).toEqual([
      { bundleId, budgetId },
      { bundleId, budgetId },
    ]);
    expect(await readyBundleFor(kitchen.id, bundleId)).toBeNull();
    const worker = await startTestWorker({
      url: database.url,
      redisUrl: backend === "redis" ? redis.url : undefined,
    });
    await worker.settle({ patienceMs: 60_000 });
    const bundle = await readyBundleFor(kitchen.id, bundleId);
    if (!bundle) throw new Error("the bundle is ready");
    expect(bundle.filesDone).toBe(bundle.filesTotal);
    const archive = await archiveOf(bundle);
    expect([archive.length, sha256(archive)]).toEqual([bundle.byteCount, bundle.sha256]);

    const files = unzipSync(archive);
    const kinds = Object.keys(files).map((path) => path.replace(/\d{3}-(\w+)-.*\./, "$1."));
    expect(kinds).toEqual([
      ...["BANK", "BKU", "BPB", "DPS", "RAB", "REKAP"].flatMap((kind) => [
        `01-buku/${kind}.pdf`,
        `01-buku/${kind}.xlsx`,
      ]),
      "02-surat-pesanan/SP.pdf",
      "03-surat-jalan/SJ.pdf",
      "04-serah-terima/BAST.pdf",
      "05-penolakan/BAP.pdf",
      "06-tagihan/INV.pdf",
      "07-kwitansi/KW.pdf",
      "08-bukti/Bukti-transfer-TRX-1-bukti.pdf",
      "08-bukti/Foto-serah-terima-BAST.png",
      "daftar-isi.xlsx",
      "SHA256SUMS",
    ]);
    const listed = Buffer.from(files["SHA256SUMS"] ?? [])
      .toString()
      .trim()
      .split("\n")
      .map((line) => line.split("  "));
    expect(listed).toEqual(
      Object.entries(files)
        .filter(([path]) => path !== "SHA256SUMS")
        .map(([path, bytes]) => [sha256(bytes), path]),
    );

    // Another bundle of the same content, packed another day, is the same bytes.
    const again = `${bundleId.slice(0, -1)}${bundleId.endsWith("0") ? "1" : "0"}`;
    await database.sql`
      insert into bundles (id, organisation_id, kind, subject_id, file_name, content_hash, files_total, asked_by, asked_at)
      select ${again}, organisation_id, 'purchase', subject_id, file_name, content_hash, files_total, asked_by, asked_at
      from bundles where id = ${bundleId}`;
    await database.sql`
      insert into bundle_files select ${again}, position, path, form, document_id, file_id
      from bundle_files where bundle_id = ${bundleId}`;
    town.advance(86_400_000);
    await makeBundle(town.systemCall(), { bundleId: again }, drawDocument);
    expect((await readyBundleFor(kitchen.id, again))?.sha256).toBe(bundle.sha256);

    // Who asked is told, once, and by mail; nobody else in the kitchen is, and no other organisation.
    const finance = kitchen.finance.personId;
    const path = `laporan?anggaran=${budgetId}`;
    const told = async (id: string, personId?: string) =>
      (await noticesOf(id, { limit: 50, ...(personId ? { personId } : {}) })).rows
        .filter((row) => row.subjectId === bundleId)
        .map((row) => [row.subjectId, row.path, saidNotice(row.kind, row.params, "id")]);
    await worker.settle({ patienceMs: 60_000 });
    const said = `Berkas ${bundle.fileName} sudah selesai dibuat dan siap diunduh.`;
    expect(await told(kitchen.id, finance)).toEqual([[bundleId, path, said]]);
    for (const personId of [undefined, kitchen.head.personId])
      expect(await told(kitchen.id, personId)).toEqual([]);
    expect(await told(kitchen.foundation.id, finance)).toEqual([]);
    const mails = await database.sql`
      select p.id from mails m join persons p on p.email = m.to_address where m.subject like 'Berkas LPJ%'
        group by p.id`;
    expect(mails.map((row) => row["id"])).toEqual([finance]);

    // Whom it concerns; and what is packed stays as it is, for whoever tries.
    expect((await bundlesAbout(kitchen.foundation.id, budgetId)).map(({ id }) => id)).toContain(bundleId);
    expect(await readyBundleFor(seller.id, bundleId)).toBeNull();
    expect(await bundlesAbout(seller.id, budgetId)).toEqual([]);
    await expect(database.sql`delete from bundle_parts where bundle_id = ${bundleId}`).rejects.toThrow(
      /packed never changes/,
    );
    await expect(database.sql`update bundles set sha256 = 'x' where id = ${bundleId}`).rejects.toThrow();
    await makeBundle(town.systemCall(), { bundleId }, drawDocument);
    expect((await readyBundleFor(kitchen.id, bundleId))?.attempt).toBe(bundle.attempt);
  });
});

test("a worker that stopped in the middle is followed by one that packs anew, and can keep nothing more itself", async () => {
  const database = await testDatabase({ poolSize: 10 });
  const { town, kitchen, budgetId } = await settledBudget(database);
  await expect(askPeriodBundle(town.callOf(kitchen.field), { budgetId })).rejects.toMatchObject({
    code: "accountability.forbidden",
  });
  const { bundleId } = await askPeriodBundle(town.callOf(kitchen.head), { budgetId });
  const late = await beginBundle(town.systemCall(), { bundleId });
  const part = {
    bundleId,
    attempt: late.attempt,
    position: 0,
    filesDone: 3,
    bytes: new Uint8Array([1, 2, 3]),
  };
  await keepBundlePart(town.systemCall(), part);
  expect(await bundlesAbout(kitchen.id, budgetId)).toMatchObject([{ filesDone: 3, readyAt: null }]);
  await makeBundle(town.systemCall(), { bundleId }, drawDocument);
  const bundle = await readyBundleFor(kitchen.id, bundleId);
  if (!bundle) throw new Error("the bundle is ready");
  expect(sha256(await archiveOf(bundle))).toBe(bundle.sha256);
  const refused = { code: "accountability.bundleTaken" };
  await expect(keepBundlePart(town.systemCall(), { ...part, position: 1 })).rejects.toMatchObject(refused);
  await expect(
    finishBundle(town.systemCall(), { ...late, byteCount: 3, sha256: "0".repeat(64) }),
  ).rejects.toMatchObject(refused);
  for (const [deed, input] of [
    [beginBundle, { bundleId }],
    [keepBundlePart, part],
  ] as const)
    await expect(deed(town.callOf(kitchen.head), input as never)).rejects.toMatchObject({
      kind: "forbidden",
    });
});
