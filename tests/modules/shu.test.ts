import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { agreeToClosing, askClosing } from "#app/modules/accountability/close-books.server.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import {
  decideDistribution,
  proposeDistribution,
  refuseDistribution,
} from "#app/modules/cooperative/divide-shu.server.ts";
import { planMeeting, recordMeeting } from "#app/modules/cooperative/hold-meeting.server.ts";
import {
  agreeToCooperativePayment,
  askCooperativePayment,
} from "#app/modules/cooperative/pay-member.server.ts";
import { resultOfYear, sharesOf, shuBases } from "#app/modules/cooperative/shu-reads.server.ts";
import { producersEntry } from "#app/modules/invoicing/invoice-postings.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { accountBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { producerPayoutEntry } from "#app/modules/payments/payment-postings.ts";
import { keepProofResults } from "#app/platform/proof-results.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { articlesOf, deposited, memberIn } from "#tests/support/cooperative.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

// Goal: the SHU of a closed year is divided once, after the meeting, by two people, and every rupiah of it is booked.
// Method: one December of trade with two producers who are members and one who is none; closed, met about, divided, paid.
const noon = (day: string) => new Date(`${day}T05:00:00Z`);

test("SHU goes from a closed year to members and funds, by two people, after the meeting, to the rupiah", async () => {
  const database = await testDatabase();
  const town = world(database, noon("2026-12-05"));
  const koperasi = await town.koperasi();
  const stranger = await town.koperasi();
  const kitchen = await town.kitchen();
  const { treasurer, chair, business, overseer } = koperasi;
  const producer = async (name: string) => (await addProducer(town.callOf(business), { name })).producerId;
  const [one, two, none] = [
    await producer("Anggota A"),
    await producer("Anggota B"),
    await producer("Bukan anggota"),
  ];
  await articlesOf(town, koperasi);
  const a = await memberIn(town, koperasi, {
    fullName: "Anggota A",
    producerId: one,
    joinedOn: "2026-12-01",
  });
  const b = await memberIn(town, koperasi, {
    fullName: "Anggota B",
    producerId: two,
    joinedOn: "2026-12-01",
  });
  const c = await memberIn(town, koperasi, { fullName: "Anggota C", joinedOn: "2026-12-01" });
  for (const memberId of [a, b, c]) await deposited(town, koperasi, memberId);
  await deposited(town, koperasi, c, { kind: "mandatory", amount: "20000" });
  const on = businessDay("2026-12-10");
  town.goTo(noon("2026-12-10"));
  await inTransaction(async (tx) => {
    const call = town.systemCall();
    await postEntry(
      tx,
      call,
      entryOf({
        organisationId: koperasi.id,
        kind: "test.sold",
        subjectId: "bil_uji",
        occurredOn: on,
        narration: "Penjualan",
        lines: [
          { account: "receivable", of: kitchen.id, debit: 11_000_001n },
          { account: "sales", credit: 11_000_001n },
        ],
      }),
    );
    await postEntry(tx, call, {
      ...producersEntry(
        koperasi.id,
        "shp_uji",
        [
          { producerId: one, amountRupiah: 6_000_000n },
          { producerId: two, amountRupiah: 2_000_000n },
          { producerId: none, amountRupiah: 2_000_000n },
        ],
        on,
        "Panen",
      ),
      kind: "test.due",
    });
    // What is paid to them is no trade of theirs.
    await postEntry(tx, call, {
      ...producerPayoutEntry({
        id: "pyt_uji",
        payerId: koperasi.id,
        producerId: one,
        amountRupiah: 5_000_000n,
        on,
        narration: "Bayar",
      }),
      kind: "payout.test",
    });
  });
  expect(await shuBases(koperasi.id, 2026)).toMatchObject([
    { memberId: a, usageRupiah: 6_000_000n, capitalRupiah: 100_000n },
    { memberId: b, usageRupiah: 2_000_000n, capitalRupiah: 100_000n },
    { memberId: c, usageRupiah: 0n, capitalRupiah: 120_000n },
  ]);
  expect(await resultOfYear(koperasi.id, 2026)).toEqual({ isClosed: false, rupiah: 1_000_001n });

  town.goTo(noon("2027-02-01"));
  const { meetingId } = await planMeeting(town.callOf(treasurer), { year: "2026", plannedOn: "2027-02-20" });
  await expect(
    planMeeting(town.callOf(treasurer), { year: "2026", plannedOn: "2026-12-20" }),
  ).rejects.toMatchObject({ code: "cooperative.meetingTooEarly" });
  const propose = () => proposeDistribution(town.callOf(treasurer), { meetingId });
  await expect(propose()).rejects.toMatchObject({ code: "cooperative.meetingNotHeld" });
  const held = { meetingId, heldOn: "2027-02-20", minutesNumber: "BA-RAT/1/2027", present: "3" };
  await expect(recordMeeting(town.callOf(treasurer), held)).rejects.toMatchObject({
    code: "cooperative.dayToCome",
  });
  town.goTo(noon("2027-02-21"));
  await expect(recordMeeting(town.callOf(stranger.treasurer), held)).rejects.toMatchObject({
    code: "cooperative.meetingMissing",
  });
  await recordMeeting(town.callOf(treasurer), held);
  await expect(recordMeeting(town.callOf(treasurer), held)).rejects.toMatchObject({
    code: "cooperative.meetingHeld",
  });
  await expect(propose()).rejects.toMatchObject({ code: "cooperative.yearNotClosed" });
  await keepProofResults([{ name: "entries-balance", rows: [] }], noon("2027-02-21"));
  const { closingId } = await askClosing(town.callOf(treasurer), {});
  await agreeToClosing(town.callOf(chair), { closingId });
  expect(await resultOfYear(koperasi.id, 2026)).toEqual({ isClosed: true, rupiah: 1_000_001n });

  const refused = await propose();
  await expect(propose()).rejects.toMatchObject({ code: "cooperative.distributionWaits" });
  await refuseDistribution(town.callOf(chair), {
    distributionId: refused.distributionId,
    refusal: "Tunggu ketua pulang",
  });
  const { distributionId } = await propose();
  const shares = await sharesOf(distributionId);
  expect(shares.reduce((sum, share) => sum + share.amountRupiah, 0n)).toBe(1_000_001n);
  const usage = shares.filter(({ part }) => part === "usage").map(({ amountRupiah }) => amountRupiah);
  expect(usage).toEqual([225_001n, 75_000n]);
  const { actor } = town.callOf(chair);
  if (actor.kind !== "member") throw new Error("a member");
  expect((await tasksFor(actor, town.at)).filter(({ kind }) => kind === "cooperative.divide")).toHaveLength(
    1,
  );
  for (const by of [treasurer, overseer])
    await expect(decideDistribution(town.callOf(by), { distributionId })).rejects.toMatchObject({
      code: "cooperative.secondPerson",
    });
  await expect(decideDistribution(town.callOf(stranger.chair), { distributionId })).rejects.toMatchObject({
    code: "cooperative.distributionMissing",
  });
  await decideDistribution(town.callOf(chair), { distributionId });
  await expect(decideDistribution(town.callOf(chair), { distributionId })).rejects.toMatchObject({
    code: "cooperative.decided",
  });
  expect(await accountBalance(koperasi.id, "closedResult", null)).toBe(0n);
  expect(await accountBalance(koperasi.id, "reserveFund", null)).toBe(-250_000n);
  expect(await accountBalance(koperasi.id, "shuVillage", null)).toBe(-200_000n);
  const owed = await accountBalance(koperasi.id, "payableMember", a);
  expect(owed).toBe(-225_001n - 46_875n);

  // A share is paid like anything owed to a member, and a fund is spent no further than it reaches.
  const pay = (wish: object) =>
    askCooperativePayment(town.callOf(treasurer), { amountRupiah: "25000", purpose: "Santunan", ...wish });
  await expect(pay({ fund: "social", amountRupiah: "25001" })).rejects.toMatchObject({
    code: "cooperative.paymentAbove",
  });
  const { paymentId } = await pay({ fund: "social" });
  await agreeToCooperativePayment(town.callOf(chair), { paymentId, paidOn: town.today });
  expect(await accountBalance(koperasi.id, "shuSocial", null)).toBe(0n);
  await expect(pay({ memberId: a, fund: "social" })).rejects.toMatchObject({ kind: "invalid" });

  // Also past every command.
  await expect(
    database.sql`insert into shu_shares (distribution_id, part, member_id, base_rupiah, amount_rupiah)
      values (${distributionId}, 'usage', ${c}, 1, 1)`,
  ).rejects.toThrow(/together with their distribution/);
  await expect(
    database.sql.begin(async (sql) => {
      await sql`
        insert into shu_distributions (id, organisation_id, meeting_id, year, articles_id, amount_rupiah, state, proposed_by, proposed_at, decided_by, decided_at, refusal)
        select 'shu_x', organisation_id, meeting_id, year, articles_id, 7, 'refused', proposed_by, proposed_at, proposed_by, proposed_at, 'uji' from shu_distributions
        where id = ${distributionId}`;
      await sql`insert into shu_shares (distribution_id, part, amount_rupiah) values ('shu_x', 'reserve', 6)`;
    }),
  ).rejects.toThrow(/the whole of it/);
  await expect(
    database.sql`update shu_distributions set decided_by = proposed_by where id = ${distributionId}`,
  ).rejects.toThrow(/stays/);
});
