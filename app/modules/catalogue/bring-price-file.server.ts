import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { keepFile, sha256Of } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { priceImports } from "#db/schema/catalogue-imports.ts";
import { RegionCodeText } from "../regions/region.ts";
import { mayRecordPrices } from "./catalogue.policy.ts";
import { isOwnArea } from "./own-area-reads.server.ts";
import { samePriceFile } from "./price-import-reads.server.ts";
import { tradeLevels } from "./price-yardstick.ts";

const BringPriceFile = z.object({
  regionCode: RegionCodeText,
  source: z.string().trim().min(3).max(120),
  level: z.enum(tradeLevels).default("market"),
  givenDay: BusinessDayText.optional(),
  fileName: z.string().trim().min(1).max(120),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, { error: "kernel.fileEmpty" }),
});

/**
 * Keeps a survey's file with its hash, before any of its prices count. The same file of the same survey again is the one that was
 * brought before, whatever it is called. An agency brings those of its own city, an operator those of anywhere. Refuses what is no
 * CSV or XLSX.
 */
export const bringPriceFile = command({
  name: "catalogue.bringPriceFile",
  input: BringPriceFile,
  secret: ["bytes"],
  permit: async (tx, call, input) => {
    if (!mayRecordPrices(call.actor) || !(await isOwnArea(tx, call, input.regionCode)))
      throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { bytes, fileName, ...about }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId, personId } = call.actor;
    const survey = { ...about, givenDay: about.givenDay ?? null };
    const before = await samePriceFile({ ...survey, organisationId, sha256: sha256Of(bytes) }, tx);
    if (before !== null) return { importId: before, isKnown: true };
    const fileId = await keepFile(tx, call, {
      ownerId: organisationId,
      purpose: "price_survey",
      fileName,
      bytes,
      isSheet: true,
    });
    const importId = newId("priceImport");
    await tx
      .insert(priceImports)
      .values({ id: importId, organisationId, ...survey, fileId, broughtBy: personId, broughtAt: call.at });
    return { importId, isKnown: false };
  },
});
