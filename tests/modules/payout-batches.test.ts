import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { keepProducerAccount } from "#app/modules/catalogue/keep-producer-account.server.ts";
import { settleConsignment } from "#app/modules/consignment/settle-consignment.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { fileVisibleTo } from "#app/modules/oversight/file-reads.server.ts";
import { bankFileText, bankReference } from "#app/modules/payments/bank-file.ts";
import { bankFileOf, batchesOf, batchOf, proposalsUntil } from "#app/modules/payments/batch-reads.server.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { approveBatch, refuseBatch } from "#app/modules/payments/decide-batch.server.ts";
import { keepBatchProof } from "#app/modules/payments/keep-batch-proof.server.ts";
import { readOutcomes } from "#app/modules/payments/outcome-file.ts";
import { payoutsOf } from "#app/modules/payments/payment-reads.server.ts";
import { producerBalance } from "#app/modules/payments/producer-balance-reads.server.ts";
import { proposeBatch } from "#app/modules/payments/propose-batch.server.ts";
import { recordOutcomes } from "#app/modules/payments/record-outcomes.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout, returnPayout } from "#app/modules/payments/settle-payout.server.ts";
import { takeBankFile } from "#app/modules/payments/take-bank-file.server.ts";
import { sha256Of } from "#app/platform/files.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { consigning } from "#tests/support/consigning.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: whatever a bank does with a batch, what is owed and what is booked agree, one failure stops no other, and money that came back
// can be paid again. Method: a consignor's settlements through commands; random fates of every payout; the proofs run at the end.
const database = await testDatabase({ poolSize: 12 });
fixClock(WORLD_STARTS);
const stall = consigning(database);

/** Crackers of so many makers of one koperasi, sold and settled. */
async function settled() {
  const goods = await stall.crackers();
  const { town, seller, producerId, consignmentId } = goods;
  const deal = await stall.sold(goods, 27_500n);
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId: deal.shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
  const sunday = addDays(town.today, 6);
  const monday = { ...town.systemCall(), at: new Date(`${addDays(sunday, 1)}T02:00:00Z`) };
  const account = { keeperId: seller.id, consignorId: producerId, period: "weekly" as const, endsOn: sunday };
  const { settlementId } = await settleConsignment(monday, account);
  return { town, seller, producerId, consignmentId, settlementId, sunday };
}

type Settled = Awaited<ReturnType<typeof settled>>;
const owed = ({ seller }: Settled) => stall.balance(seller.id, "payableConsignor");

async function batched(one: Settled) {
  const { town, seller, settlementId, sunday } = one;
  const { batchId } = await proposeBatch(town.callOf(seller.secretary), {
    dueUntil: addDays(sunday, 3),
    payouts: [{ to: "consignment", settlementId }],
  });
  await approveBatch(town.callOf(seller.treasurer), { batchId });
  const found = await batchOf(seller.id, batchId);
  return { batchId, payoutId: found?.rows[0]?.payoutId ?? "" };
}

test("sale, payout, given back, paid again: what is owed follows, and the books keep every step", async () => {
  const one = await settled();
  const { town, seller, producerId, settlementId, sunday } = one;
  const treasurer = town.callOf(seller.treasurer);
  const secretary = town.callOf(seller.secretary);
  await keepProducerAccount(town.callOf(seller.business), {
    producerId,
    bankName: "BRI",
    bankAccount: "1234-5678-9012",
    bankAccountHolder: "Sri, Ningsih",
  });
  expect(await proposalsUntil(seller.id, addDays(sunday, 2))).toEqual([]);
  expect(await proposalsUntil(seller.id, addDays(sunday, 3))).toMatchObject([
    { to: "consignment", id: settlementId, dueRupiah: 605_000n, dueOn: addDays(sunday, 3) },
  ]);
  const wish = { to: "consignment" as const, settlementId };
  // The same money twice in one batch: one of them is left out, the other stands.
  const { batchId, asked, leftOut } = await proposeBatch(secretary, {
    dueUntil: addDays(sunday, 3),
    payouts: [wish, wish],
  });
  expect({ asked, leftOut }).toEqual({ asked: 1, leftOut: 1 });
  expect(await outcomeOf(proposeBatch(secretary, { dueUntil: sunday, payouts: [wish] }))).toBe(
    "payments.alreadyRequested",
  );
  const file = () => takeBankFile(treasurer, { batchId, layout: "mandiri" });
  expect(await outcomeOf(file())).toBe("payments.batchNotApproved");
  expect(await outcomeOf(approveBatch(secretary, { batchId }))).toBe("payments.secondPerson");
  const stranger = await town.koperasi();
  expect(await outcomeOf(approveBatch(town.callOf(stranger.treasurer), { batchId }))).toBe(
    "payments.missing",
  );
  await approveBatch(treasurer, { batchId });
  await file();
  const [audited] = await database.sql`
    select count(*)::int as times from audit_events where command = 'payments.takeBankFile'`;
  expect(audited?.["times"]).toBe(1);

  const [row] = (await batchOf(seller.id, batchId))?.rows ?? [];
  expect(row).toMatchObject({ state: "approved", bank: "BRI", account: "••••9012" });
  const payoutId = row?.payoutId ?? "";
  const reference = bankReference(payoutId);
  const transfers = await bankFileOf(seller.id, batchId, town.today);
  expect(bankFileText("mandiri", transfers).split("\r\n")[1]).toBe(
    `123456789012,Sri  Ningsih,,,,IDR,605000,Lumbung ${reference},${reference},BAU,,BRI`,
  );
  expect(bankFileText("bri", transfers)).toContain("TOTAL,,,605000");

  const tell = (status: string) =>
    recordOutcomes(treasurer, {
      batchId,
      text: `referensi;status;alasan\n${reference};${status};Rekening tutup\nTIDAKADA;gagal;\n`,
      on: town.today,
    });
  expect(await tell("berhasil")).toMatchObject({ paid: 1, failed: 0, faults: ["3 unknown"] });
  expect(await tell("berhasil")).toMatchObject({ paid: 0, known: 1 });
  expect(await owed(one)).toBe(0n);
  expect(await stall.balance(seller.id, "cash")).toBe(-605_000n);
  // The bank gives it back: entries are mirrored, the settlement is open again.
  expect(await tell("retur")).toMatchObject({ returned: 1 });
  expect(await tell("retur")).toMatchObject({ known: 1 });
  expect(await owed(one)).toBe(-605_000n);
  expect(await stall.balance(seller.id, "cash")).toBe(0n);

  const again = await batched(one);
  await recordOutcomes(treasurer, {
    batchId: again.batchId,
    text: `referensi,status\n${bankReference(again.payoutId)},sukses\n`,
    on: town.today,
  });
  expect(await owed(one)).toBe(0n);
  const kinds = await database.sql`
    select e.kind from entries e where e.subject_id in (${payoutId}, ${again.payoutId}) order by e.sequence`;
  expect(kinds.map((entry) => entry["kind"])).toEqual([
    "payout.confirmed",
    "payout.returned",
    "payout.confirmed",
  ]);
  expect(
    await outcomeOf(
      returnPayout(treasurer, {
        payoutId: again.payoutId,
        returnedOn: addDays(town.today, -1),
        reason: "Salah",
      }),
    ),
  ).toBe("payments.returnedBefore");
});

test("what shows a transfer is the payer's own file, and is seen by whoever may see its money", async () => {
  const { town, seller, settlementId } = await settled();
  const { payoutId } = await requestPayout(town.callOf(seller.secretary), {
    to: "consignment",
    settlementId,
  });
  const treasurer = town.callOf(seller.treasurer);
  await approvePayout(treasurer, { payoutId });
  const stranger = await town.koperasi();
  const proofOf = async (member: typeof seller.treasurer) =>
    (
      await uploadFile(town.callOf(member), {
        purpose: "payment_proof",
        fileName: "bukti.pdf",
        bytes: new TextEncoder().encode(`%PDF-1.7 ${member.personId}`),
      })
    ).fileId;
  const confirm = (proofId: string) =>
    confirmPayout(treasurer, { payoutId, settledOn: town.today, bankReference: "TRF-9", proofId });
  expect(await outcomeOf(confirm(await proofOf(stranger.treasurer)))).toBe("payments.proofMissing");
  expect(await outcomeOf(confirm("fil_01arz3ndektsv4rrffq69g5fav"))).toBe("payments.proofMissing");
  const proofId = await proofOf(seller.treasurer);
  await confirm(proofId);
  const seenBy = (organisationIds: string[], moneyIds = organisationIds) =>
    fileVisibleTo({ organisationIds, moneyIds }, proofId);
  expect(await seenBy([seller.id])).not.toBeNull();
  expect(await seenBy([seller.id], [])).toBeNull();
  expect(await seenBy([stranger.id])).toBeNull();
  const { rows } = await payoutsOf(seller.id, { limit: 10 });
  expect(rows).toMatchObject([{ id: payoutId, state: "confirmed", proofId }]);
});

test("one proof speaks for every payout of a batch that went out; it is one batch's, and its payer's only", async () => {
  const one = await settled();
  const { town, seller, producerId, settlementId, sunday } = one;
  const treasurer = town.callOf(seller.treasurer);
  const secretary = town.callOf(seller.secretary);
  const pdf = (words: string) => new TextEncoder().encode(`%PDF-1.7 ${words}`);
  const { batchId } = await proposeBatch(secretary, {
    dueUntil: addDays(sunday, 3),
    payouts: [{ to: "consignment", settlementId }],
  });
  const keep = (call: typeof treasurer, bytes: Uint8Array<ArrayBuffer>, at = batchId) =>
    keepBatchProof(call, { batchId: at, fileName: "bukti-bank.pdf", bytes });
  const proof = pdf("transfer massal");
  expect(await outcomeOf(keep(secretary, proof))).toBe("payments.batchNotApproved");
  await approveBatch(treasurer, { batchId });
  expect(await outcomeOf(keep(secretary, new Uint8Array()))).toBe("payments.proofNeeded");
  expect(await outcomeOf(keep(secretary, new TextEncoder().encode("halo")))).toBe("kernel.fileKind");
  expect(await outcomeOf(keep(town.callOf(seller.overseer), proof))).toBe("payments.forbidden");
  const stranger = await town.koperasi();
  expect(await outcomeOf(keep(town.callOf(stranger.treasurer), proof))).toBe("payments.missing");

  // Either of the two people keeps it, and the same bytes once more are the same proof.
  const { fileId } = await keep(secretary, proof);
  expect(await keep(treasurer, proof)).toEqual({ fileId, isKnown: true });
  const payout = async () => (await payoutsOf(seller.id, { limit: 1 })).rows[0];
  expect(await payout()).toMatchObject({ state: "approved", batchProofId: null });
  const payoutId = (await payout())?.id ?? "";
  const csv = new TextEncoder().encode(`referensi;status\n${bankReference(payoutId)};berhasil\nLAIN;gagal\n`);
  const outcomes = {
    batchId,
    text: new TextDecoder().decode(csv),
    on: town.today,
    file: { fileName: "hasil-bank.csv", bytes: csv },
  };
  await recordOutcomes(treasurer, outcomes);
  await recordOutcomes({ ...treasurer, key: null }, outcomes);
  expect(await payout()).toMatchObject({ state: "confirmed", proofId: null, batchProofId: fileId });
  const { files = [] } = (await batchOf(seller.id, batchId)) ?? {};
  expect(files).toMatchObject([
    { kind: "outcomes", fileName: "hasil-bank.csv", paid: 1, failed: 0, returned: 0, faults: 1 },
    { kind: "proof", fileName: "bukti-bank.pdf", sha256: sha256Of(proof) },
  ]);
  const { rows: told } = await payoutsOf(seller.id, { limit: 10 });
  expect(told).toHaveLength(1);
  // What shows others' money too is opened by the payer alone; a producer is told of it.
  const seenBy = (organisationIds: string[], moneyIds = organisationIds) =>
    Promise.all(files.map((file) => fileVisibleTo({ organisationIds, moneyIds }, file.fileId)));
  expect((await seenBy([seller.id])).every((file) => file !== null)).toBe(true);
  expect(await seenBy([seller.id], [])).toEqual([null, null]);
  expect(await seenBy([stranger.id])).toEqual([null, null]);
  expect((await producerBalance(seller.id, producerId))?.paid).toMatchObject([
    { amountRupiah: 605_000n, reference: bankReference(payoutId), isProven: true },
  ]);

  // It shows no other batch, nor a payout beside it; and the database keeps it as it was.
  await recordOutcomes(treasurer, {
    batchId,
    text: `referensi;status\n${bankReference(payoutId)};retur\n`,
    on: town.today,
  });
  const again = await batched(one);
  expect(await outcomeOf(keep(treasurer, proof, again.batchId))).toBe("payments.proofUsed");
  const kept = async (bytes: Uint8Array) =>
    (await uploadFile(treasurer, { purpose: "payment_proof", fileName: "bukti.pdf", bytes })).fileId;
  const confirm = (proofId: string) =>
    confirmPayout(treasurer, {
      ...{ payoutId: again.payoutId, proofId },
      settledOn: town.today,
      bankReference: "TRF-9",
    });
  expect(await outcomeOf(confirm(await kept(proof)))).toBe("payments.proofUsed");
  const own = await kept(pdf("satu transfer"));
  await confirm(own);
  expect(await payout()).toMatchObject({ state: "confirmed", proofId: own });
  await expect(database.sql`delete from payout_batch_files where file_id = ${fileId}`).rejects.toThrow();
  await expect(
    database.sql`update payout_batch_files set sha256 = 'x' where file_id = ${fileId}`,
  ).rejects.toThrow();
});

test("two who keep the same proof at two batches at once: one of them stands", async () => {
  const one = await settled();
  const { town, seller } = one;
  const treasurer = town.callOf(seller.treasurer);
  const first = await batched(one);
  await recordOutcomes(treasurer, {
    batchId: first.batchId,
    text: `referensi;status\n${bankReference(first.payoutId)};gagal\n`,
    on: town.today,
  });
  const second = await batched(one);
  const bytes = new TextEncoder().encode("%PDF-1.7 dua rombongan");
  const ends = await Promise.all(
    [first, second].map(({ batchId }) =>
      outcomeOf(keepBatchProof(treasurer, { batchId, fileName: "bukti.pdf", bytes })),
    ),
  );
  expect(ends.filter((end) => end === "payments.proofUsed")).toHaveLength(1);
  const rows =
    await database.sql`select count(*)::int as kept from payout_batch_files where payer_id = ${seller.id}`;
  expect(rows).toEqual([{ kept: 1 }]);
});

test("whatever befalls a batch, what is owed is what was not paid", async () => {
  const one = await settled();
  const { town, seller } = one;
  const treasurer = town.callOf(seller.treasurer);
  const fate = fc.constantFrom("refused", "failed", "returned");
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 4 }), async (fates) => {
      for (const end of fates) {
        if (end === "refused") {
          const { batchId } = await proposeBatch(town.callOf(seller.secretary), {
            dueUntil: town.today,
            payouts: [{ to: "consignment", settlementId: one.settlementId }],
          });
          await refuseBatch(treasurer, { batchId, reason: "Belum waktunya" });
          continue;
        }
        const { batchId, payoutId } = await batched(one);
        const told = (status: string) =>
          recordOutcomes(treasurer, {
            batchId,
            text: `referensi,status\n${bankReference(payoutId)},${status}\n`,
            on: town.today,
          });
        if (end === "returned") {
          await told("berhasil");
          expect(await owed(one)).toBe(0n);
        }
        await told("gagal");
      }
      expect(await owed(one)).toBe(-605_000n);
      expect((await proposalsUntil(seller.id, addDays(one.sunday, 3))).length).toBe(1);
    }),
    { numRuns: 8 },
  );
});

test("a transfer goes by a service of the bank that carries so much", () => {
  const service = (bank: string, amountRupiah: bigint) =>
    bankFileText("mandiri", {
      from: "9",
      on: "2026-03-27" as never,
      instantMaxRupiah: 250_000_000n,
      transfers: [{ reference: "R1", bank, account: "123", holder: "Sri", amountRupiah, remark: "" }],
    })
      .split("\r\n")[1]
      ?.split(",")[9];
  expect(service("BRI", 250_000_000n)).toBe("BAU");
  expect(service("BRI", 250_000_001n)).toBe("RBU");
  expect(service("Bank Mandiri", 900_000_000n)).toBe("IBU");
  expect(service("Bank Mandiri Taspen", 1n)).toBe("BAU");
});

test("no account number, nor a file of the bank, is kept in the audit trail", async () => {
  const one = await settled();
  const { town, seller } = one;
  const treasurer = town.callOf(seller.treasurer);
  await bringStatement(treasurer, {
    account: "0099887766",
    layout: "generic",
    fileName: "mutasi.csv",
    bytes: new TextEncoder().encode("Tanggal;Keterangan;Debet;Kredit;Saldo\n06/07/2026;TRF;0;1;1"),
  });
  const { batchId } = await batched(one);
  await recordOutcomes(treasurer, {
    batchId,
    text: "referensi,status,rekening\nTIDAKADA,gagal,5544332211\n",
    on: town.today,
  });
  const [told] = await database.sql`
    select count(*)::int as deeds, count(*) filter (where input::text ~ '0099887766|5544332211')::int as told
    from audit_events where command in ('payments.bringStatement', 'payments.recordOutcomes') and organisation_id = ${seller.id}`;
  expect(told).toEqual({ deeds: 2, told: 0 });
});

test("a file of outcomes is read row by row, and a formula never reaches a bank", () => {
  expect(readOutcomes("a,b\n1,2")).toEqual({ rows: [], faults: [{ line: 1, code: "head" }] });
  expect(
    readOutcomes(
      "Referensi;Status;Tanggal\nabc1;Sukses;27/03/2026\n;gagal;\nABC1;gagal;\nABC2;mungkin;\nABC3;ok;31/02/2026",
    ),
  ).toEqual({
    rows: [{ line: 2, reference: "ABC1", outcome: "paid", on: "2026-03-27", bankReference: "", reason: "" }],
    faults: [
      { line: 3, code: "reference" },
      { line: 4, code: "twice" },
      { line: 5, code: "status" },
      { line: 6, code: "day" },
    ],
  });
  const transfer = {
    reference: "R1",
    bank: "BRI",
    account: "123",
    holder: '=cmd|"x",1',
    amountRupiah: 1n,
    remark: "a\nb",
  };
  const text = bankFileText("generic", {
    from: "9",
    on: addDays("2026-03-27" as never, 0),
    instantMaxRupiah: 250_000_000n,
    transfers: [transfer, { ...transfer, holder: "Ibu Renée ‘Ning’ 🌾 ２" }],
  });
  expect(text.split("\r\n").slice(1, 3)).toEqual([
    "R1,BRI,123,cmd| x  1,1,a b",
    "R1,BRI,123,Ibu Renee  Ning    2,1,a b",
  ]);
});

test("every batch is reached from the list, however many came after it, page by page and each once", async () => {
  const one = await settled();
  const { batchId } = await batched(one);
  const [older, newer] = ["pyb_00000000000000000000000000", "pyb_7ZZZZZZZZZZZZZZZZZZZZZZZZZ"];
  await database.sql`
    insert into payout_batches (id, payer_id, state, due_until, requested_by, requested_at, decided_by, decided_at)
    select x.id, b.payer_id, b.state, b.due_until, b.requested_by, b.requested_at, b.decided_by, b.decided_at
    from payout_batches b, (values (${older}), (${newer})) x(id) where b.id = ${batchId}`;
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await batchesOf(one.seller.id, { limit: 1, after });
    expect(page.rows).toHaveLength(1);
    seen.push(...page.rows.map((row) => row.id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toHaveLength(3);
  expect(seen[1]).toBe(batchId);
  const stranger = await one.town.koperasi();
  expect(await batchesOf(stranger.id, { limit: 20 })).toEqual({ rows: [], next: null });
});
