import { expect, test } from "vitest";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { isSameAccount } from "#app/modules/payments/bank-line.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { countStatement } from "#app/modules/payments/count-statement.server.ts";
import {
  countedElsewhere,
  lookAt,
  sheetsOfStatement,
  statementFile,
  statementOf,
} from "#app/modules/payments/statement-reads.server.ts";
import { ACCOUNT } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: whoever brings a statement again, whole or in part and however it is written, is shown which of its lines were known and which are
// new, and none counts twice. Method: the same four days as files of text that a bank, a spreadsheet and a person would make of them.
const database = await testDatabase();
fixClock(WORLD_STARTS);
const road = deliveries(database);

const HEAD = "Tanggal;Keterangan;Debet;Kredit;Saldo";
const bytesOf = (...rows: string[]) => new TextEncoder().encode([HEAD, ...rows].join("\n"));
const FIRST = [
  "01/07/2026;TRF DAPUR A;0,00;1.250.000,00;1.250.000,00",
  "01/07/2026;TRF DAPUR A;0,00;1.250.000,00;2.500.000,00",
  "02/07/2026;BIAYA ADM;2.500,00;0,00;2.497.500,00",
];

async function desk() {
  const { town, seller } = await road.promised();
  const call = town.callOf(seller.treasurer);
  const brought = (bytes: Uint8Array, account = ACCOUNT) =>
    bringStatement(call, { account, layout: "generic", fileName: "mutasi.csv", bytes });
  const seen = async (statementId: string) => {
    const statement = await statementOf(seller.id, statementId);
    if (!statement) throw new Error("it was brought");
    const grids = await sheetsOfStatement(statementId);
    return { statement, looked: await lookAt(grids, { ...statement, today: town.today as BusinessDay }) };
  };
  const inBooks = async () => {
    const rows = await database.sql`
      select count(*)::int as lines, sum(amount_sen)::text as sen from bank_lines where organisation_id = ${seller.id}`;
    return rows[0];
  };
  return { town, call, brought, seen, inBooks };
}

test("the same rows shuffled, with other decimals, in other letters and beside new ones are known one by one", async () => {
  const { call, brought, seen, inBooks } = await desk();
  const first = await brought(bytesOf(...FIRST));
  const before = (await seen(first.statementId)).looked;
  expect([before.added.length, before.known.length]).toEqual([3, 0]);
  expect(await countStatement(call, first.statementId)).toEqual({ added: 3, known: 0 });
  expect(await brought(bytesOf(...FIRST))).toEqual({ ...first, isKnown: true });

  const again = await brought(
    bytesOf(
      "02-07-2026;biaya  adm;2500;0;2497500",
      "03/07/2026;TRF DAPUR B;0;Rp 900.000;3.397.500",
      "01/07/2026;TRF DAPUR A;0;1,250,000.00;2,500,000.00",
      "01/07/2026;TRF DAPUR A;-;1250000,00;1250000",
    ),
  );
  expect(again.isKnown).toBe(false);
  const { looked } = await seen(again.statementId);
  // Named by the row that each stands in, in the order of the file.
  expect(looked.known.map(({ place }) => place)).toEqual(["A2", "A4", "A5"]);
  expect(looked.added).toMatchObject([{ place: "A3", words: "TRF DAPUR B", amountSen: 90_000_000n }]);
  expect(await countStatement(call, again.statementId)).toEqual({ added: 1, known: 3 });
  expect(await countStatement(call, again.statementId)).toEqual({ added: 0, known: 4 });
  expect(await inBooks()).toEqual({ lines: 4, sen: "339750000" });
});

test("a file that names its account is not taken for another one, and one counted for two accounts says so", async () => {
  const { town, call, brought, seen } = await desk();
  const named = new TextEncoder().encode([`No. Rekening;${ACCOUNT}`, HEAD, ...FIRST].join("\n"));
  const asked = (account: string | null) => statementFile(named, { layout: null, account }, town.today);
  expect(await outcomeOf(asked("0026-01-000999-30-5"))).toBe("payments.statementOtherAccount");
  expect(await asked(null)).toEqual({ layout: "generic", account: ACCOUNT.replaceAll("-", "") });
  // Written with other signs: the same account. Some banks print its end only.
  expect(await outcomeOf(asked("0026 01 000123 30 5"))).toBe("done");

  expect(isSameAccount(ACCOUNT, "****3305")).toBe(true);
  expect(isSameAccount(ACCOUNT, "****9305")).toBe(false);

  const [right, wrong] = [await brought(bytesOf(...FIRST)), await brought(bytesOf(...FIRST), "11112222")];
  const right1 = (await seen(right.statementId)).statement;
  expect(await countedElsewhere(right1)).toEqual([]);
  await countStatement(call, wrong.statementId);
  expect(await countedElsewhere(right1)).toEqual(["11112222"]);
  expect(await countedElsewhere((await seen(wrong.statementId)).statement)).toEqual([]);
});
