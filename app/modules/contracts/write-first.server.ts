import type { Call } from "#app/kernel/call.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { contractPapers, contractRates } from "#db/schema/contracts.ts";
import { writtenBy } from "#db/written-once.ts";
import type { DraftContract } from "./contract.schema.ts";

/** The papers whose numbers a draft begins with, and the rates that hold from its first day. */
export async function writeFirst(
  tx: Transaction,
  call: Call,
  contractId: string,
  terms: DraftContract,
): Promise<void> {
  const recordedBy = call.actor.kind === "member" ? call.actor.personId : null;
  const papers = [
    { rung: "mou" as const, number: terms.mouNumber },
    { rung: "pks" as const, number: terms.agreementNumber },
  ].flatMap(({ rung, number }) =>
    number === undefined ? [] : [{ contractId, rung, number, recordedBy, recordedAt: call.at }],
  );
  if (papers.length > 0) await tx.insert(contractPapers).values(papers);
  const rates = [
    { kind: "levy" as const, basisPoints: terms.levyBasisPoints, legalBasis: terms.levyLegalBasis ?? null },
    { kind: "service_fee" as const, basisPoints: terms.serviceFeeBasisPoints, legalBasis: null },
  ].filter((rate) => rate.basisPoints > 0);
  if (rates.length > 0)
    await tx.insert(contractRates).values(
      rates.map((rate) => ({
        ...rate,
        id: newId("contractRate"),
        contractId,
        fromOn: terms.startsOn,
        ...writtenBy(call),
      })),
    );
}
