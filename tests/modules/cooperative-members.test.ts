import { expect, test } from "vitest";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import {
  changeCooperativeMember,
  enrolCooperativeMember,
} from "#app/modules/cooperative/keep-member.server.ts";
import { agreeToLeaving, askLeaving, refuseLeaving } from "#app/modules/cooperative/leave.server.ts";
import { masked, savingsDue } from "#app/modules/cooperative/member.ts";
import {
  articlesOn,
  memberOf,
  membersOf,
  savingsTotals,
} from "#app/modules/cooperative/member-reads.server.ts";
import {
  agreeToCooperativePayment,
  askCooperativePayment,
  refuseCooperativePayment,
} from "#app/modules/cooperative/pay-member.server.ts";
import { correctSavings, recordSavings } from "#app/modules/cooperative/record-savings.server.ts";
import { setArticles } from "#app/modules/cooperative/set-articles.server.ts";
import { accountBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { articlesOf, deposited, memberIn, usualArticles } from "#tests/support/cooperative.ts";
import { testDatabase } from "#tests/support/database.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: what members bring is in the books exactly once, comes out only by leaving, and never by one person alone.
// Method: a koperasi and a stranger; enrol, bring, correct, leave, pay, and everything that may not be.
const database = await testDatabase({ poolSize: 4 });
fixClock(WORLD_STARTS);
const town = world(database);
const koperasi = await town.koperasi();
const stranger = await town.koperasi();
const kitchen = await town.kitchen();
const { treasurer, chair, secretary, overseer, warehouse } = koperasi;

const cash = () => accountBalance(koperasi.id, "cash", null);

test("a member has the next number, is one person once, and links to a producer of the own koperasi only", async () => {
  const { producerId } = await addProducer(town.callOf(koperasi.business), { name: "Pak Darmo" });
  const { producerId: theirs } = await addProducer(town.callOf(stranger.business), { name: "Pak Lain" });
  const first = await memberIn(town, koperasi, { identityNumber: "3572010101010001", producerId });
  const second = await memberIn(town, koperasi, { fullName: "Budi Santoso" });
  expect(await memberOf(koperasi.id, first)).toMatchObject({ serial: 1, producerName: "Pak Darmo" });
  expect(await memberOf(koperasi.id, second)).toMatchObject({ serial: 2, principalRupiah: 0n });
  const enrol = (wish: object) =>
    enrolCooperativeMember(town.callOf(secretary), { fullName: "Orang Lain", joinedOn: town.today, ...wish });
  await expect(enrol({ identityNumber: "3572010101010001" })).rejects.toMatchObject({
    code: "cooperative.memberKnown",
  });
  await expect(enrol({ producerId })).rejects.toMatchObject({ code: "cooperative.memberKnown" });
  await expect(enrol({ producerId: theirs })).rejects.toMatchObject({ code: "catalogue.producerMissing" });
  await expect(enrol({ joinedOn: addDays(town.today, 1) })).rejects.toMatchObject({
    code: "cooperative.dayToCome",
  });
  await expect(enrol({ identityNumber: "123" })).rejects.toMatchObject({ kind: "invalid" });
  await changeCooperativeMember(town.callOf(secretary), {
    memberId: second,
    fullName: "Budi Santosa",
    phone: "08123456789",
  });
  expect(await memberOf(koperasi.id, second)).toMatchObject({ fullName: "Budi Santosa", serial: 2 });
  // The audit trail keeps neither number.
  const [audit] = await database.sql`
    select input::text as input from audit_events where command like 'cooperative.%Member' order by at limit 1`;
  expect(audit?.["input"] ?? "").not.toContain("3572010101010001");
});

test("nobody but whoever keeps the members does so, and to another koperasi they do not exist", async () => {
  const memberId = await memberIn(town, koperasi, { fullName: "Mbah Sri" });
  for (const by of [overseer, warehouse, koperasi.business, chair, kitchen.head, kitchen.foundation.maker])
    await expect(
      recordSavings(town.callOf(by), {
        onDay: town.today,
        deposits: [{ memberId, kind: "principal", amountRupiah: "1000" }],
      }),
    ).rejects.toMatchObject({ code: "cooperative.forbidden" });
  await expect(
    changeCooperativeMember(town.callOf(stranger.secretary), { memberId, fullName: "Curang" }),
  ).rejects.toMatchObject({ code: "cooperative.memberMissing" });
  await expect(deposited(town, stranger, memberId)).rejects.toMatchObject({
    code: "cooperative.memberMissing",
  });
  await expect(
    askLeaving(town.callOf(stranger.secretary), { memberId, reason: "Bukan anggota kami" }),
  ).rejects.toMatchObject({ code: "cooperative.memberMissing" });
  expect(await memberOf(stranger.id, memberId)).toBeNull();
});

test("deposits are capital of the koperasi, booked one by one, all or none, and the same form twice is one", async () => {
  const one = await memberIn(town, koperasi, {
    fullName: "Anggota Satu",
    joinedOn: addDays(town.today, -40),
  });
  const two = await memberIn(town, koperasi, { fullName: "Anggota Dua" });
  const before = await cash();
  const form = {
    onDay: town.today,
    deposits: [
      { memberId: one, kind: "principal" as const, amountRupiah: "100000" },
      { memberId: one, kind: "mandatory" as const, amountRupiah: "40000" },
      { memberId: two, kind: "mandatory" as const, amountRupiah: "20000" },
    ],
  };
  await recordSavings(town.callOf(treasurer, "setoran-1"), form);
  await recordSavings(town.callOf(treasurer, "setoran-1"), form);
  expect((await cash()) - before).toBe(160_000n);
  expect(await accountBalance(koperasi.id, "principalSavings", one)).toBe(-100_000n);
  expect(await memberOf(koperasi.id, one)).toMatchObject({
    principalRupiah: 100_000n,
    mandatoryRupiah: 40_000n,
  });
  // Not a member yet on that day: the other line is not booked either.
  await expect(
    recordSavings(town.callOf(treasurer), {
      onDay: addDays(town.today, -1),
      deposits: [
        { memberId: one, kind: "mandatory", amountRupiah: "20000" },
        { memberId: two, kind: "mandatory", amountRupiah: "20000" },
      ],
    }),
  ).rejects.toMatchObject({ code: "cooperative.memberMissing" });
  await expect(deposited(town, koperasi, one, { onDay: addDays(town.today, 1) })).rejects.toMatchObject({
    code: "cooperative.dayToCome",
  });
  expect((await cash()) - before).toBe(160_000n);
  // Also past every command: what was brought stays.
  await expect(
    database.sql`update member_savings set amount_rupiah = 1 where member_id = ${one}`,
  ).rejects.toThrow(/stays/);
  await expect(database.sql`delete from member_savings where member_id = ${one}`).rejects.toThrow(/stays/);
  await expect(
    database.sql`update cooperative_members set left_on = current_date where id = ${one}`,
  ).rejects.toThrow(/stays/);
});

test("a wrong deposit is mirrored by a second person, once", async () => {
  const memberId = await memberIn(town, koperasi, { fullName: "Salah Ketik" });
  const savingsId = await deposited(town, koperasi, memberId, { amount: "1000000" });
  await expect(
    correctSavings(town.callOf(treasurer), { savingsId, reason: "Nolnya kelebihan satu" }),
  ).rejects.toMatchObject({ code: "cooperative.secondPerson" });
  await expect(
    correctSavings(town.callOf(stranger.chair), { savingsId, reason: "Nolnya kelebihan satu" }),
  ).rejects.toMatchObject({ code: "cooperative.savingsMissing" });
  await correctSavings(town.callOf(chair), { savingsId, reason: "Nolnya kelebihan satu" });
  expect(await memberOf(koperasi.id, memberId)).toMatchObject({ principalRupiah: 0n });
  await expect(
    correctSavings(town.callOf(chair), { savingsId, reason: "Sekali lagi saja" }),
  ).rejects.toMatchObject({ code: "cooperative.savingsCorrected" });
});

test("who leaves is owed what they saved, by two people, and is paid it by two people, no rupiah more", async () => {
  const memberId = await memberIn(town, koperasi, { fullName: "Pamit Pindah" });
  await deposited(town, koperasi, memberId);
  await deposited(town, koperasi, memberId, { kind: "mandatory", amount: "20000" });
  const refused = await askLeaving(town.callOf(treasurer), { memberId, reason: "Katanya mau pindah" });
  await expect(
    askLeaving(town.callOf(secretary), { memberId, reason: "Dua kali diajukan" }),
  ).rejects.toMatchObject({ code: "cooperative.leavingWaits" });
  await refuseLeaving(town.callOf(chair), { leavingId: refused.leavingId, refusal: "Jadi tinggal" });
  const { leavingId } = await askLeaving(town.callOf(treasurer), { memberId, reason: "Pindah ke Surabaya" });
  await expect(agreeToLeaving(town.callOf(treasurer), { leavingId })).rejects.toMatchObject({
    code: "cooperative.secondPerson",
  });
  await expect(agreeToLeaving(town.callOf(stranger.chair), { leavingId })).rejects.toMatchObject({
    code: "cooperative.leavingMissing",
  });
  const before = await cash();
  await agreeToLeaving(town.callOf(chair), { leavingId });
  expect(await memberOf(koperasi.id, memberId)).toMatchObject({
    leftOn: town.today,
    principalRupiah: 0n,
    mandatoryRupiah: 0n,
    owedRupiah: 120_000n,
  });
  expect(await cash()).toBe(before);
  await expect(deposited(town, koperasi, memberId)).rejects.toMatchObject({
    code: "cooperative.memberMissing",
  });
  const ask = (amountRupiah: string) =>
    askCooperativePayment(town.callOf(treasurer), { memberId, amountRupiah, purpose: "Simpanan kembali" });
  await expect(ask("120001")).rejects.toMatchObject({ code: "cooperative.paymentAbove" });
  const { paymentId: wrong } = await ask("120000");
  await expect(ask("1000")).rejects.toMatchObject({ code: "cooperative.paymentWaits" });
  await refuseCooperativePayment(town.callOf(chair), { paymentId: wrong, refusal: "Rekeningnya keliru" });
  const { paymentId } = await ask("120000");
  await expect(
    agreeToCooperativePayment(town.callOf(treasurer), { paymentId, paidOn: town.today }),
  ).rejects.toMatchObject({ code: "cooperative.secondPerson" });
  await agreeToCooperativePayment(town.callOf(chair), { paymentId, paidOn: town.today });
  expect(await cash()).toBe(before - 120_000n);
  expect(await accountBalance(koperasi.id, "payableMember", memberId)).toBe(0n);
  await expect(
    agreeToCooperativePayment(town.callOf(chair), { paymentId, paidOn: town.today }),
  ).rejects.toMatchObject({ code: "cooperative.decided" });
});

test("no book lets savings or what is owed go below nothing, whoever writes", async () => {
  await expect(
    database.sql`
      update accounts set guarded_balance = 1
      where organisation_id = ${koperasi.id} and code = '3010' and subject_id is not null`,
  ).rejects.toThrow(/accounts_balance_max/);
});

test("articles are dated, whole, and written once; the later of one day stands", async () => {
  expect(await articlesOn(stranger.id, town.today)).toBeNull();
  await articlesOf(town, koperasi);
  await articlesOf(town, koperasi, { validFrom: "2026-07-01", mandatoryRupiah: "25000" });
  await articlesOf(town, koperasi, { validFrom: "2026-07-01", mandatoryRupiah: "30000" });
  expect(await articlesOn(koperasi.id, "2026-06-30" as never)).toMatchObject({ mandatoryRupiah: 20_000n });
  expect(await articlesOn(koperasi.id, town.today)).toMatchObject({ mandatoryRupiah: 30_000n });
  await expect(setArticles(town.callOf(chair), { ...usualArticles, reserve: "26" })).rejects.toMatchObject({
    kind: "invalid",
  });
  await expect(setArticles(town.callOf(overseer), usualArticles)).rejects.toMatchObject({
    code: "cooperative.forbidden",
  });
  await expect(database.sql`update cooperative_articles set mandatory_rupiah = 0`).rejects.toThrow(
    /append-only/,
  );
});

test("the list finds by name and number, and the totals are what the books hold", async () => {
  const page = await membersOf(koperasi.id, "santosa", { limit: 30 });
  expect(page.rows.map(({ fullName }) => fullName)).toEqual(["Budi Santosa"]);
  expect((await membersOf(koperasi.id, "A-0002", { limit: 30 })).rows).toMatchObject([{ serial: 2 }]);
  expect((await membersOf(koperasi.id, "100%", { limit: 30 })).rows).toEqual([]);
  const first = await membersOf(koperasi.id, "", { limit: 2 });
  const second = await membersOf(koperasi.id, "", { limit: 2, after: first.next ?? "" });
  expect([...first.rows, ...second.rows].map(({ serial }) => serial)).toEqual([1, 2, 3, 4]);
  const totals = await savingsTotals(koperasi.id, town.today);
  const [booked] = await database.sql`
    select -sum(balance)::bigint as sum from account_balances where organisation_id = ${koperasi.id} and code in ('3010', '3020')`;
  expect(totals.principalRupiah + totals.mandatoryRupiah).toBe(BigInt(booked?.["sum"] ?? 0));
  expect(await savingsTotals(stranger.id, town.today)).toMatchObject({ active: 0, principalRupiah: 0n });
});

test("what is due follows the months begun, and an identity number shows its last four digits", () => {
  const day = (text: string) => text as BusinessDay;
  const terms = [{ validFrom: day("2020-01-01"), principalRupiah: 100_000n, mandatoryRupiah: 20_000n }];
  const paid = { principalRupiah: 100_000n, mandatoryRupiah: 20_000n };
  const nothing = { principalRupiah: 0n, mandatoryRupiah: 0n };
  const member = { joinedOn: day("2026-05-31"), leftOn: null };
  expect(savingsDue(member, paid, terms, day("2026-07-01"))).toEqual({
    principalRupiah: 0n,
    mandatoryRupiah: 40_000n,
  });
  expect(savingsDue(member, nothing, terms, day("2026-05-30"))).toEqual(nothing);
  expect(savingsDue(member, nothing, [], day("2026-07-01"))).toEqual(nothing);
  expect(masked("3572010101010001")).toBe("•••• 0001");
  expect(masked(null)).toBeNull();
});

test("articles that raise the savings ask for more from their month on, and never for months before", () => {
  const day = (text: string) => text as BusinessDay;
  const nothing = { principalRupiah: 0n, mandatoryRupiah: 0n };
  const articles = [
    { validFrom: day("2026-01-01"), principalRupiah: 100_000n, mandatoryRupiah: 20_000n },
    { validFrom: day("2026-03-15"), principalRupiah: 150_000n, mandatoryRupiah: 25_000n },
    { validFrom: day("2026-03-15"), principalRupiah: 200_000n, mandatoryRupiah: 30_000n },
  ];
  const due = (joinedOn: string, until: string, leftOn: string | null = null) =>
    savingsDue(
      { joinedOn: day(joinedOn), leftOn: leftOn as BusinessDay | null },
      nothing,
      articles,
      day(until),
    );
  // January to March by the old articles, April and May by the last of the new.
  expect(due("2026-01-20", "2026-05-02")).toEqual({
    principalRupiah: 100_000n,
    mandatoryRupiah: 3n * 20_000n + 2n * 30_000n,
  });
  // Who joins on the day of the new ones brings what they ask, the month of joining with it.
  expect(due("2026-03-15", "2026-04-01")).toEqual({ principalRupiah: 200_000n, mandatoryRupiah: 60_000n });
  // Months before any articles ask for nothing; the principal is that of the first.
  expect(due("2025-10-10", "2026-02-01")).toEqual({ principalRupiah: 100_000n, mandatoryRupiah: 40_000n });
  expect(due("2026-01-20", "2026-05-02", "2026-03-01")).toEqual({
    principalRupiah: 100_000n,
    mandatoryRupiah: 40_000n,
  });
  // Nothing of it depends on when it is asked: months that were due stay as due.
  expect(due("2026-01-20", "2026-03-14").mandatoryRupiah).toBe(60_000n);
  expect(due("2026-01-20", "2026-03-16").mandatoryRupiah).toBe(60_000n);
});
