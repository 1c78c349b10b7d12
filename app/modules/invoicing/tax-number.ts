import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { transactionCodes } from "./tax-invoice.ts";

/**
 * A number that Coretax gave, and to what: the tax invoice of one kind of transaction, or the nota retur of a credit note. Code and serial number
 * of a tax invoice are seventeen digits: the kind of transaction, its state, and thirteen that Coretax counts (PER-11/PJ/2025 art. 37);
 * dots and spaces between them are left out. How Coretax numbers a nota retur is not known here (*verify*): letters, digits, `.`, `/`, `-`.
 */
export const RecordTaxNumber = z
  .object({
    invoiceId: idOf("invoice"),
    about: z.union([z.enum(transactionCodes), idOf("creditNote")]),
    number: z.string().trim().max(80, { error: "kernel.tooLong" }),
  })
  .transform(({ invoiceId, about, number }) => {
    const code = transactionCodes.find((one) => one === about) ?? null;
    return {
      invoiceId,
      code,
      creditNoteId: code === null ? about : null,
      number: code === null ? number : number.replace(/[\s.-]/g, ""),
    };
  })
  .refine(({ code, number }) => code === null || (/^\d{17}$/.test(number) && number.startsWith(code)), {
    error: "invoicing.taxNumberShape",
    path: ["number"],
  })
  .refine(({ code, number }) => code !== null || /^[\dA-Za-z./-]{3,60}$/.test(number), {
    error: "invoicing.returnNumberShape",
    path: ["number"],
  });
