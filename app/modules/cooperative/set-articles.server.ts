import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { cooperativeArticles } from "#db/schema/cooperative.ts";
import { may } from "../identity/permissions.ts";
import { SetArticles } from "./cooperative.schema.ts";
import { koperasiOf, ownKoperasi } from "./own-koperasi.server.ts";

/**
 * Writes down what the articles say from a day on, and where that stands: what members bring, and what becomes of SHU. Rows are written once; a
 * wrong one is answered by another of the same day. What was decided by the old one stays as it was.
 */
export const setArticles = command({
  name: "cooperative.setArticles",
  input: SetArticles,
  isolation: "read committed",
  permit: async (_tx, call) => {
    koperasiOf(call);
    if (!may(call.actor, "cooperative.keep") && !may(call.actor, "cooperative.agree"))
      throw new Forbidden("cooperative.forbidden");
  },
  run: async (tx, call, input) => {
    const { organisationId, personId } = await ownKoperasi(tx, call);
    const articlesId = newId("articles");
    await tx.insert(cooperativeArticles).values({
      id: articlesId,
      organisationId,
      validFrom: input.validFrom,
      source: input.source,
      principalRupiah: input.principalRupiah,
      mandatoryRupiah: input.mandatoryRupiah,
      reserveBasisPoints: input.reserve,
      usageBasisPoints: input.usage,
      capitalBasisPoints: input.capital,
      officersBasisPoints: input.officers,
      educationBasisPoints: input.education,
      socialBasisPoints: input.social,
      developmentBasisPoints: input.development,
      villageBasisPoints: input.village,
      recordedBy: personId,
      recordedAt: call.at,
    });
    return { articlesId };
  },
});
