import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { annualReportOf } from "#app/modules/accountability/annual-report-reads.server.ts";
import { askAnnualBundle } from "#app/modules/accountability/ask-annual-bundle.server.ts";
import { bytesOfBundle, readyBundleFor } from "#app/modules/accountability/bundle-reads.server.ts";
import { makeBundle } from "#app/modules/accountability/make-bundle.server.ts";
import { simkopdesFactsOf } from "#app/modules/accountability/simkopdes-reads.server.ts";
import { planMeeting } from "#app/modules/cooperative/hold-meeting.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { articlesOf, deposited, memberIn } from "#tests/support/cooperative.ts";
import { testDatabase } from "#tests/support/database.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: what a meeting of members is given adds up, is packed once, and shows identity numbers to nobody who need not know them.
const database = await testDatabase({ poolSize: 4 });
fixClock(WORLD_STARTS);
const town = world(database);

test("the pack of a year holds one report as PDF and XLSX, the same while nothing moves, for its own koperasi only", async () => {
  const koperasi = await town.koperasi();
  const stranger = await town.koperasi();
  await articlesOf(town, koperasi);
  const memberId = await memberIn(town, koperasi, { identityNumber: "3572010101019999" });
  await deposited(town, koperasi, memberId);
  const report = await annualReportOf(koperasi.id, 2026, town.at);
  expect(report.assets.totalRupiah).toBe(100_000n);
  expect(report.equity.totalRupiah).toBe(100_000n);
  expect(report.members).toMatchObject([{ savingsRupiah: 100_000n }]);
  const { meetingId } = await planMeeting(town.callOf(koperasi.treasurer), {
    year: "2026",
    plannedOn: "2027-02-01",
  });
  const ask = () => askAnnualBundle(town.callOf(koperasi.treasurer), { meetingId });
  for (const by of [koperasi.overseer, koperasi.warehouse])
    await expect(askAnnualBundle(town.callOf(by), { meetingId })).rejects.toMatchObject({
      code: "accountability.forbidden",
    });
  await expect(askAnnualBundle(town.callOf(stranger.treasurer), { meetingId })).rejects.toMatchObject({
    code: "cooperative.meetingMissing",
  });
  const { bundleId } = await ask();
  expect((await ask()).bundleId).toBe(bundleId);
  await makeBundle(
    town.systemCall(),
    { bundleId },
    async () => new Uint8Array(Buffer.from("%PDF-1.7 laporan")),
  );
  const bundle = await readyBundleFor(koperasi.id, bundleId);
  if (!bundle) throw new Error("packed");
  const parts: Buffer[] = [];
  for await (const part of bytesOfBundle(bundle)) parts.push(part);
  const names = Object.keys(unzipSync(Buffer.concat(parts)));
  expect(
    names.filter((name) => name.startsWith("01-laporan/")).map((name) => name.split(".").at(-1)),
  ).toEqual(["pdf", "xlsx"]);
  expect(await readyBundleFor(stranger.id, bundleId)).toBeNull();
  await deposited(town, koperasi, memberId, { kind: "mandatory", amount: "20000" });
  expect((await ask()).bundleId).not.toBe(bundleId);
  const seen = async (showsIdentity: boolean) =>
    (await simkopdesFactsOf(koperasi.id, 2026, { at: town.at, showsIdentity })).members[0]?.identityNumber;
  expect(await seen(true)).toBe("3572010101019999");
  expect(await seen(false)).toBe("•••• 9999");
});
