import { expect, test } from "vitest";
import { agreeToLeaving, askLeaving } from "#app/modules/cooperative/leave.server.ts";
import {
  agreeToCooperativePayment,
  askCooperativePayment,
} from "#app/modules/cooperative/pay-member.server.ts";
import { correctSavings } from "#app/modules/cooperative/record-savings.server.ts";
import { accountBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { bookLine } from "#app/modules/payments/book-line.server.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import { linesOf, matchesOf } from "#app/modules/payments/line-reads.server.ts";
import { matchEntries } from "#app/modules/payments/match-entries.server.ts";
import { withSuggestions } from "#app/modules/payments/match-ground-reads.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { atOnce } from "#tests/support/at-once.ts";
import { fileOf } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { articlesOf, deposited, memberIn } from "#tests/support/cooperative.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: what members of a koperasi brought to its bank, and what they were paid from it, is found again on the lines that show it, once, and a
// correction opens them. Method: savings of two members as one line and as one each, a leaving member who is paid; every proof afterwards.
const database = await testDatabase({ poolSize: 8 });
fixClock(WORLD_STARTS);
const town = world(database);
const koperasi = await town.koperasi();
const { id, treasurer, secretary, chair } = koperasi;
await articlesOf(town, koperasi);
const cash = () => accountBalance(id, "cash", null);
const REASON = "Salah baris, ini uang lain";

const [siti, budi] = [
  await memberIn(town, koperasi),
  await memberIn(town, koperasi, { fullName: "Budi Santoso" }),
];
const savings = {
  siti: await deposited(town, koperasi, siti, { amount: "100000" }),
  budi: await deposited(town, koperasi, budi, { amount: "20000", kind: "mandatory" }),
  both: [
    await deposited(town, koperasi, siti, { amount: "40000", kind: "mandatory" }),
    await deposited(town, koperasi, budi, { amount: "35000", kind: "mandatory" }),
  ],
};
const day = town.today.split("-").reverse().join("/");
const { statementId } = await bringStatement(town.callOf(treasurer), {
  account: "0026010001233",
  layout: "generic",
  fileName: "mutasi.csv",
  bytes: fileOf([
    { day, words: "TRF SITI AMINAH", came: 100_000n },
    { day, words: "SETOR BUDI", came: 20_000n },
    { day, words: "SETOR KOLEKTIF", came: 75_000n },
    { day, words: "TRF KELUAR SITI", went: 140_000n },
  ]),
});
await countStatement(town.callOf(treasurer), statementId);

async function lineWith(words: string) {
  const pages = await Promise.all(
    (["open", "matched"] as const).map((state) => linesOf(id, { state, limit: 200 })),
  );
  const line = pages.flatMap(({ rows }) => rows).find(({ description }) => description.includes(words));
  if (!line) throw new Error(`there is a line with ${words}`);
  return line;
}
const best = async (words: string) =>
  (await withSuggestions(id, [await lineWith(words)])).lines[0]?.suggestions[0];
const entryOf = async (subjectId: string, kind: string) => {
  const [row] = await database.sql`select id from entries where subject_id = ${subjectId} and kind = ${kind}`;
  return String(row?.["id"]);
};

test("savings that a member transferred are found on their line, once, and a correction opens it", async () => {
  const before = await cash();
  const lineId = (await lineWith("TRF SITI")).id;
  const entryId = await entryOf(savings.siti, "savings.brought");
  expect(await best("TRF SITI")).toMatchObject({
    kind: "entry",
    entryIds: [entryId],
    reasons: [
      { code: "entry", params: { kind: "savings.brought", name: "Siti Aminah" } },
      { code: "payer" },
      { code: "sameDay" },
    ],
  });
  expect(await outcomeOf(bookLine(town.callOf(treasurer), { lineId, as: "interest" }))).toBe(
    "payments.lineInBooks",
  );
  const match = () => matchEntries(town.callOf(secretary), { lineId, entryIds: [entryId] });
  // The wrong way, of another sum, and a stranger's.
  const out = (await lineWith("TRF KELUAR")).id;
  expect(await outcomeOf(matchEntries(town.callOf(treasurer), { lineId: out, entryIds: [entryId] }))).toBe(
    "payments.lineWent",
  );
  const stranger = await town.koperasi();
  expect(
    await outcomeOf(matchEntries(town.callOf(stranger.treasurer), { lineId, entryIds: [entryId] })),
  ).toBe("payments.lineMissing");
  const ends = await atOnce([match, match]);
  expect(ends["done"]).toBe(1);
  expect(await cash()).toBe(before);
  expect(await lineWith("TRF SITI")).toMatchObject({ state: "matched" });

  // A line of two members' money, and one that a second person corrects.
  const both = await Promise.all(savings.both.map((one) => entryOf(one, "savings.brought")));
  const collected = (await lineWith("KOLEKTIF")).id;
  await matchEntries(town.callOf(treasurer), { lineId: collected, entryIds: both });
  const budiLine = (await lineWith("SETOR BUDI")).id;
  const budiEntry = await entryOf(savings.budi, "savings.brought");
  await matchEntries(town.callOf(treasurer), { lineId: budiLine, entryIds: [budiEntry] });
  await correctSavings(town.callOf(chair), { savingsId: savings.budi, reason: REASON });
  expect(await lineWith("SETOR BUDI")).toMatchObject({ state: "open", restRupiah: 20_000n });
  expect(await matchesOf(budiLine)).toMatchObject([{ deed: "savings.brought", isUndone: true }]);
  expect(
    await outcomeOf(matchEntries(town.callOf(treasurer), { lineId: budiLine, entryIds: [budiEntry] })),
  ).toBe("payments.alreadyMatched");
  // One finds it on the line while another corrects it: whichever is first, the line is nobody's in the end.
  const again = await deposited(town, koperasi, budi, { amount: "20000", kind: "mandatory" });
  const [matches, corrects] = [
    async () =>
      matchEntries(town.callOf(treasurer), {
        lineId: budiLine,
        entryIds: [await entryOf(again, "savings.brought")],
      }),
    () => correctSavings(town.callOf(chair), { savingsId: again, reason: REASON }),
  ];
  expect((await atOnce([matches, corrects]))["done"]).toBeGreaterThanOrEqual(1);
  expect(await lineWith("SETOR BUDI")).toMatchObject({ state: "open", restRupiah: 20_000n });
  expect((await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name))).toEqual([]);
});

test("what a member was paid is found on the line by which it went", async () => {
  const { leavingId } = await askLeaving(town.callOf(secretary), { memberId: siti, reason: "Pindah kota" });
  await agreeToLeaving(town.callOf(chair), { leavingId });
  const { paymentId } = await askCooperativePayment(town.callOf(treasurer), {
    memberId: siti,
    amountRupiah: "140000",
    purpose: "Pengembalian simpanan",
  });
  await agreeToCooperativePayment(town.callOf(chair), { paymentId, paidOn: town.today });
  const entryId = await entryOf(paymentId, "member.paid");
  const lineId = (await lineWith("TRF KELUAR")).id;
  expect(await best("TRF KELUAR")).toMatchObject({ kind: "entry", entryIds: [entryId] });
  expect(await outcomeOf(bookLine(town.callOf(treasurer), { lineId, as: "fee" }))).toBe(
    "payments.lineInBooks",
  );
  const before = await cash();
  await matchEntries(town.callOf(treasurer), { lineId, entryIds: [entryId] });
  expect(await cash()).toBe(before);
  expect(await matchesOf(lineId)).toMatchObject([{ deed: "member.paid", isUndone: false }]);
  expect((await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name))).toEqual([]);
});
