import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import type { Refusal } from "#app/kernel/errors.ts";
import { addContractLine } from "#app/modules/contracts/add-contract-line.server.ts";
import { amendClauses } from "#app/modules/contracts/amend-clauses.server.ts";
import { contractById } from "#app/modules/contracts/contract-reads.server.ts";
import { clausesOf, papersOf, ratesOn } from "#app/modules/contracts/contract-text-reads.server.ts";
import { correctRate } from "#app/modules/contracts/correct-rate.server.ts";
import { defaultClauses } from "#app/modules/contracts/default-clauses.ts";
import { draftContract } from "#app/modules/contracts/draft-contract.server.ts";
import { keepClauses } from "#app/modules/contracts/keep-clauses.server.ts";
import { recordContractPaper } from "#app/modules/contracts/record-contract-paper.server.ts";
import { recordRate } from "#app/modules/contracts/record-rate.server.ts";
import { resumeContract } from "#app/modules/contracts/resume-contract.server.ts";
import { signContract } from "#app/modules/contracts/sign-contract.server.ts";
import { suspendContract } from "#app/modules/contracts/suspend-contract.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import type { FoundKind } from "#app/modules/notifications/notice.ts";
import { noticesOf } from "#app/modules/notifications/notice-reads.server.ts";
import { saidNotice } from "#app/modules/notifications/notice-words.ts";
import { raiseNotices } from "#app/modules/notifications/raise-notices.server.ts";
import { fileVisibleTo } from "#app/modules/oversight/file-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Hub, world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 20 });
const town = world(database);
const PDF = new Uint8Array(Buffer.from("%PDF-1.7 contract"));

async function codeOf(deed: Promise<unknown>): Promise<string> {
  return deed.then(
    () => "done",
    (error: Refusal) =>
      Object.values("fields" in error ? (error.fields as object) : {}).flat()[0] ?? error.code,
  );
}

async function draft(wish: Parameters<typeof town.contractWish>[1] = {}) {
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const { contractId } = await draftContract(town.callOf(hub.contracts), town.contractWish(buyer, wish));
  return { hub, buyer, contractId };
}

const b2b = (contractId: string) => ({ contractId, rung: "b2b" as const, number: "511/07/BTC/2026" });

test("nobody signs before the paper of the two firms is complete; the others and every file may follow", async () => {
  const { hub, contractId } = await draft();
  const sign = () => codeOf(signContract(town.callOf(hub.head), { contractId }));
  expect(await sign()).toBe("contracts.paperMissing");
  const record = (wish: object) =>
    codeOf(recordContractPaper(town.callOf(hub.contracts), { ...b2b(contractId), ...wish }));
  await record({ hubSignatory: "Ratna Dewi" });
  expect(await sign()).toBe("contracts.paperMissing");
  await record({ hubSignatory: "Ratna Dewi", buyerSignatory: "Budi Santoso", datedOn: town.today });
  expect(await sign()).toBe("done");
  expect((await papersOf(contractId)).map((paper) => paper.rung)).toEqual(["b2b"]);
});

test("after the signature a paper is completed and never rewritten, by command or by hand", async () => {
  const { hub, buyer, contractId } = await draft({ mouNumber: "119/MoU/2026" });
  await town.contractPaper(hub, contractId);
  await signContract(town.callOf(hub.head), { contractId });
  const record = (wish: object) =>
    codeOf(
      recordContractPaper(town.callOf(hub.contracts), {
        ...b2b(contractId),
        number: "511/01/BTC/2026",
        ...wish,
      }),
    );
  expect(await record({ buyerSignatory: "Orang lain" })).toBe("contracts.paperStands");
  const { fileId } = await uploadFile(town.callOf(hub.contracts), {
    purpose: "contract_paper",
    fileName: "kontrak.pdf",
    bytes: PDF,
  });
  expect(await record({ fileId })).toBe("done");
  await expect(
    database.sql`update contract_papers set number = 'X' where contract_id = ${contractId} and rung = 'b2b'`,
  ).rejects.toMatchObject({ code: "23001" });
  // Both parties may look at the file, strangers may not.
  const stranger = await town.hub();
  const viewer = (id: string) => ({ organisationIds: [id], moneyIds: [] });
  expect(await fileVisibleTo(viewer(buyer.id), fileId)).not.toBeNull();
  expect(await fileVisibleTo(viewer(stranger.id), fileId)).toBeNull();
  expect(
    await codeOf(
      uploadFile(town.callOf(buyer.sales), { purpose: "contract_paper", fileName: "x.pdf", bytes: PDF }),
    ),
  ).toBe("documents.forbidden");
});

test("a paper names a file of its own trade center that was brought for it", async () => {
  const { hub, contractId } = await draft();
  const other = await town.hub();
  const { fileId } = await uploadFile(town.callOf(other.contracts), {
    purpose: "contract_paper",
    fileName: "kontrak.pdf",
    bytes: PDF,
  });
  expect(await codeOf(recordContractPaper(town.callOf(hub.contracts), { ...b2b(contractId), fileId }))).toBe(
    "contracts.fileMissing",
  );
});

test("a new contract starts from the trade center's clauses, and a signed one keeps its own words", async () => {
  const { hub, buyer, contractId } = await draft();
  expect(await clausesOf(contractId)).toEqual(defaultClauses);
  const own = [{ heading: "Klaim", body: "Klaim dengan foto." }];
  await keepClauses(town.callOf(hub.contracts), { clauses: own });
  const later = await draftContract(town.callOf(hub.contracts), town.contractWish(buyer));
  expect(await clausesOf(later.contractId)).toEqual(own);
  await amendClauses(town.callOf(hub.contracts), { contractId, clauses: [] });
  expect(await clausesOf(contractId)).toEqual([]);
  await town.contractPaper(hub, later.contractId);
  await signContract(town.callOf(hub.head), later);
  await keepClauses(town.callOf(hub.contracts), { clauses: [{ heading: "Lain", body: "Lain." }] });
  expect(await clausesOf(later.contractId)).toEqual(own);
  expect(await codeOf(amendClauses(town.callOf(hub.contracts), { ...later, clauses: [] }))).toBe(
    "contracts.moved",
  );
  await expect(
    database.sql`update contract_clauses set body = 'X' where contract_id = ${later.contractId}`,
  ).rejects.toMatchObject({ code: "23001" });
});

test("the signature draws up a numbered paper with every term, for both parties", async () => {
  const { hub, buyer, contractId } = await draft({ advanceBasisPoints: 3_000, mouNumber: "119/MoU/2026" });
  await addContractLine(town.callOf(hub.contracts), {
    contractId,
    line: town.contractLineWish({
      commodityCode: "BMR",
      gradeCode: "A",
      packUnit: "karung",
      basePerPack: "25000",
    }),
  });
  await town.contractPaper(hub, contractId);
  await signContract(town.callOf(hub.head), { contractId });
  const [paper] = await documentsAbout(buyer.id, [contractId]);
  expect(paper).toMatchObject({ kind: "KAD" });
  expect(paper?.number).toMatch(/^001\/KAD\//);
  expect((await contractById(hub.id, contractId))?.lines).toHaveLength(2);
});

test("more goods are added to a draft only, each once", async () => {
  const { hub, contractId } = await draft();
  const add = (hubOf: Hub, wish: Parameters<typeof town.contractLineWish>[0]) =>
    codeOf(addContractLine(town.callOf(hubOf.contracts), { contractId, line: town.contractLineWish(wish) }));
  expect(await add(hub, {})).toBe("contracts.goodsTwice");
  expect(await add(hub, { gradeCode: "ZZ" })).toBe("contracts.unknownGrade");
  expect(await add(await town.hub(), { gradeCode: "B" })).toBe("contracts.missing");
  expect(await add(hub, { gradeCode: "B" })).toBe("done");
  await town.contractPaper(hub, contractId);
  await signContract(town.callOf(hub.head), { contractId });
  expect(await add(hub, { commodityCode: "BMR", gradeCode: "A" })).toBe("contracts.moved");
});

test("a rate holds from its day on, a levy names its rule, and a wrong one is corrected, not changed", async () => {
  const { hub, contractId } = await draft({ levyBasisPoints: 50, levyLegalBasis: "Perda 1/2026" });
  const [staff, head] = [town.callOf(hub.contracts), town.callOf(hub.head)];
  const rate = (call: typeof staff, wish: object) =>
    recordRate(call, { contractId, kind: "levy", fromOn: addDays(town.today, 10), ...wish });
  expect(await codeOf(rate(staff, { rupiahPerUnit: "25" }))).toBe("contracts.levyNeedsBasis");
  expect(await codeOf(rate(staff, { basisPoints: 10, rupiahPerUnit: "25", legalBasis: "Perda" }))).toBe(
    "contracts.rateTwice",
  );
  const perKilogram = await rate(staff, { rupiahPerUnit: "25", legalBasis: "Perda 2/2026" });
  expect(await codeOf(rate(staff, { rupiahPerUnit: "30", legalBasis: "Perda 3/2026" }))).toBe(
    "contracts.rateThatDay",
  );
  await town.contractPaper(hub, contractId);
  await signContract(head, { contractId });
  expect(await codeOf(rate(staff, { fromOn: addDays(town.today, 20), kind: "service_fee" }))).toBe(
    "contracts.forbidden",
  );
  expect(await codeOf(rate(head, { fromOn: addDays(town.today, -1), kind: "service_fee" }))).toBe(
    "contracts.ratePast",
  );
  const levyOn = async (days: number) => (await ratesOn(contractId, addDays(town.today, days))).levy;
  expect(await levyOn(9)).toMatchObject({ basisPoints: 50, rupiahPerUnit: 0n });
  expect(await levyOn(10)).toMatchObject({ basisPoints: 0, rupiahPerUnit: 25n });
  const wrong = { rateId: perKilogram.rateId, reason: "Salah baca Perda" };
  const tries = await Promise.allSettled([
    correctRate(head, { ...wrong, rupiahPerUnit: "20", legalBasis: "Perda 2/2026" }),
    correctRate(town.callOf(hub.head), { ...wrong, annuls: "true", legalBasis: "Perda 2/2026" }),
  ]);
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await codeOf(correctRate(head, { ...wrong, annuls: "true", legalBasis: "Perda" }))).toBe(
    "contracts.rateCorrected",
  );
  await expect(
    database.sql`update contract_rates set basis_points = 0 where contract_id = ${contractId}`,
  ).rejects.toMatchObject({ code: "23001" });
});

/** What one organisation hears of it, told once and to nobody else. */
async function heard(kind: FoundKind, subjectId: string, organisationId: string): Promise<string> {
  expect((await raiseNotices(town.systemCall(), { kind, subjectId })).told).toBe(1);
  const [newest] = (await noticesOf(organisationId, { limit: 1 })).rows;
  return newest ? saidNotice(newest.kind, newest.params, "id") : "";
}

test("force majeure is told in time, suspends call-offs for its days, and lets everything hold again", async () => {
  const { hub, buyer, contractId } = await draft();
  await town.contractPaper(hub, contractId);
  await signContract(town.callOf(hub.head), { contractId });
  const hoursAgo = (hours: number) => new Date(town.at.getTime() - hours * 3_600_000).toISOString();
  const tell = (wish: object) =>
    suspendContract(town.callOf(buyer.finance), {
      contractId,
      cause: "flood_or_road",
      happenedAt: hoursAgo(3),
      startsOn: town.today,
      endsOn: addDays(town.today, 13),
      note: "Jembatan di jalur utara putus.",
      ...wish,
    });
  expect(await codeOf(tell({ happenedAt: hoursAgo(25) }))).toBe("contracts.noticeTooLate");
  expect(await codeOf(tell({ happenedAt: hoursAgo(-1) }))).toBe("contracts.notYetHappened");
  expect(await codeOf(tell({ endsOn: addDays(town.today, 14) }))).toBe("contracts.suspensionTooLong");
  expect(await codeOf(tell({ startsOn: addDays(town.today, -1) }))).toBe("contracts.suspensionPast");
  const { suspensionId } = await tell({});
  expect(await heard("contract.suspended", suspensionId, hub.id)).toContain("keadaan kahar");
  expect(await codeOf(tell({ startsOn: addDays(town.today, 13) }))).toBe("contracts.suspensionOverlaps");
  expect(await codeOf(town.callOff(hub, contractId, { packs: 1 }))).toBe("contracts.suspended");
  // After its last day everything holds again by itself.
  expect(
    await codeOf(town.callOff(hub, contractId, { packs: 1, deliveryDay: addDays(town.today, 14) })),
  ).toBe("done");
  // Only who was prevented says that it no longer is.
  expect(await codeOf(resumeContract(town.callOf(hub.head), { suspensionId }))).toBe("contracts.forbidden");
  await resumeContract(town.callOf(buyer.finance), { suspensionId });
  expect(await heard("contract.resumed", suspensionId, hub.id)).toContain("Semua berlaku lagi");
  expect(await codeOf(town.callOff(hub, contractId, { packs: 1 }))).toBe("done");
  expect(await codeOf(resumeContract(town.callOf(buyer.finance), { suspensionId }))).toBe(
    "contracts.suspensionOver",
  );
});

test("to strangers the terms of a contract do not exist", async () => {
  const { contractId } = await draft();
  const stranger = await town.hub();
  const [staff, head] = [town.callOf(stranger.contracts), town.callOf(stranger.head)];
  const deeds = [
    () => recordContractPaper(staff, b2b(contractId)),
    () => amendClauses(staff, { contractId, clauses: [] }),
    () => recordRate(head, { contractId, kind: "service_fee", basisPoints: 10, fromOn: town.today }),
    () =>
      suspendContract(head, {
        contractId,
        cause: "crop_failure",
        happenedAt: town.at.toISOString(),
        startsOn: town.today,
        endsOn: town.today,
        note: "Gagal panen",
      }),
  ];
  for (const deed of deeds) expect(await codeOf(deed())).toBe("contracts.missing");
});
