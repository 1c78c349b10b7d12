import { z } from "zod";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { mayMakeReports } from "./accountability.policy.ts";
import { askBundle } from "./ask-bundle.server.ts";
import { type BundleFile, filePath, paperPath, plainName } from "./bundle.ts";
import {
  documentNumbers,
  filesOfOrders,
  ordersOfBudget,
  papersOfOrders,
} from "./bundle-content-reads.server.ts";
import { currentPeriodPapers, ownBudget } from "./issue-period-papers.server.ts";

/**
 * Asks for the LPJ of a budget: its books and recap as the ledger stands now, as PDF and XLSX, and every paper, photo and proof of
 * its deliveries, invoices and payments. A worker packs it. Asked again while nothing changed, it is the same bundle.
 */
export const askPeriodBundle = command({
  name: "accountability.askPeriodBundle",
  input: z.object({ budgetId: idOf("budget") }),
  permit: async (tx, call, { budgetId }) => {
    if (!mayMakeReports(call.actor)) throw new Forbidden("accountability.forbidden");
    await ownBudget(tx, call, budgetId);
  },
  run: async (tx, call, { budgetId }) => {
    const budget = await ownBudget(tx, call, budgetId);
    const kitchen = await organisationById(budget.organisationId, tx);
    invariant(kitchen, "a budget is somebody's");
    const books = await currentPeriodPapers(tx, call, budget);
    const numbers = await documentNumbers(
      books.map(({ documentId }) => documentId),
      tx,
    );
    const files: BundleFile[] = [];
    const add = (path: string | null, form: "paper" | "sheet", documentId: string) => {
      if (path !== null) files.push({ path, form, documentId });
    };
    for (const { kind, documentId } of books) {
      const number = numbers.get(documentId) ?? documentId;
      add(paperPath(kind, number, "pdf"), "paper", documentId);
      add(paperPath(kind, number, "xlsx"), "sheet", documentId);
    }
    const orderIds = await ordersOfBudget(budgetId, tx);
    for (const paper of await papersOfOrders(kitchen.id, orderIds, tx))
      add(paperPath(paper.kind, paper.number, "pdf"), "paper", paper.id);
    for (const { id, purpose, about, name, mediaType } of await filesOfOrders(orderIds, tx))
      files.push({ path: filePath([purpose, about], name, mediaType), form: "file", fileId: id });
    const period = `${budget.startsOn}-${budget.endsOn}`;
    const bundleId = await askBundle(tx, call, {
      organisationId: kitchen.id,
      kind: "period",
      subjectId: budgetId,
      fileName: `LPJ-${plainName(`${kitchen.shortName} ${budget.fund} ${period}`)}.zip`,
      files,
    });
    return { bundleId, budgetId };
  },
});
