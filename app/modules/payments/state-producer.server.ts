import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { actingOrganisation } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { holdProducer } from "../catalogue/end-producer.server.ts";
import { producerOf } from "../catalogue/listing-reads.server.ts";
import { PAPER_LINES_MAX } from "../documents/facts.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { issueCurrent } from "../documents/issue-current.server.ts";
import { producerStatementSubject } from "../documents/papers/producer-statement-paper.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { reportPeriod } from "../ledger/report-period.ts";
import { mayStateProducer } from "./payment.policy.ts";
import { movesOfProducer, producerStatementFacts } from "./producer-statement-reads.server.ts";

/** A month ("2026-07") or a year ("2026") of one producer. */
const StateProducer = z.object({
  producerId: idOf("producer"),
  period: z.string().trim().max(7),
});

/**
 * Draws up what a seller bought of one producer and paid them in a month or a year, out of its books, as a paper that both can read. Asked
 * again, the one that stands is it while the books say the same; else it is voided and another takes its place. Refuses a period that is
 * none (`payments.recapPeriod`) or has not begun (`payments.recapAhead`), one in which nothing moved and nothing was owed
 * (`payments.recapEmpty`), and more lines than a paper carries (`payments.recapLong`): then a shorter one is asked for. Books nothing.
 */
export const stateProducer = command({
  name: "payments.stateProducer",
  input: StateProducer,
  isolation: "read committed",
  permit: async (tx, call, { producerId }) => {
    const sellerId = actingOrganisation(call.actor);
    if (!sellerId || !(await producerOf(sellerId, producerId, tx)))
      throw new Missing("catalogue.producerMissing");
    if (!mayStateProducer(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { producerId, period: key }) => {
    const sellerId = actingOrganisation(call.actor);
    invariant(sellerId, "permitted above");
    const period = reportPeriod(key);
    if (!period) throw new RuleBroken("payments.recapPeriod", { field: "period" });
    const issuedOn = dayOf(call.at, await clockOf(sellerId, tx));
    if (period.from > issuedOn) throw new RuleBroken("payments.recapAhead", { field: "period" });
    // Two who ask at once wait for each other, and the second finds the paper of the first.
    await holdProducer(tx, producerId);
    const moved = await movesOfProducer(sellerId, producerId, period, tx);
    if (moved.lines.length === 0 && moved.openingRupiah === 0n)
      throw new RuleBroken("payments.recapEmpty", { field: "period" });
    if (moved.lines.length > PAPER_LINES_MAX)
      throw new RuleBroken("payments.recapLong", { field: "period", most: PAPER_LINES_MAX });
    const facts = await producerStatementFacts(tx, call, { sellerId, producerId, period, moved, issuedOn });
    const documentId = await issueCurrent(
      tx,
      call,
      {
        organisationId: sellerId,
        kind: "RPP",
        subjectId: producerStatementSubject(producerId, key),
        facts,
        on: issuedOn,
        readers: [],
      },
      voidReasonWords.booksMoved,
    );
    return { producerId, documentId };
  },
});
